# %% [markdown]
r"""
# 08 · Gradient flow

Before a deep network has seen one example, its fate may be sealed. If each layer changes the size of the signal by a little, thirty layers change it by a lot, and the gradient with it. This notebook measures
that, derives the cure, and sets both beside the three papers and the book that made it known.

**After this notebook you can**

- follow a gradient through any stack of layers, and read vanishing and exploding off its lengths;
- derive how weights must be scaled so that a signal keeps its size on the way forward, and a gradient on the way back;
- compute the gain of any activation, and write Xavier's and He's initialisation;
- explain Nielsen's, Glorot's and He's figures, and reproduce them;
- say what initialisation can mend, and what it cannot.

**Time** about 65 minutes: 45 to read, 20 to write.

**You need** backward passes (notebooks [01](01_why_nonlinearity.ipynb) to [03](03_sigmoid_and_tanh.ipynb)), mean and variance, and that a sum of many independent terms is nearly normal.
"""

# %%
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display

from autograder import check
from course import engine
from course.experiments import gains, layer_jacobians, sigmoid_layers, thirty_layers
from course.plots import BLACK, figure, line, needs

# %% [markdown]
r"""
## 1 · Predict first

Write a guess for each before you open it. A wrong guess is worth more than no guess.

1. A fresh network with **four hidden sigmoid layers**. The gradient of the last hidden layer's biases has length 0.29. How long is it for the first hidden layer?
2. **Thirty ReLU layers** of equal width $n$, weights drawn with variance $1/n$. A signal of mean square 1 enters. What is its mean square when it leaves?
3. Which needs *larger* initial weights to keep a signal at its size, **ReLU** or **tanh**?

<details><summary>Reveal 1</summary>

About 0.003, a hundredth. Each layer on the way back divides the gradient by five. Section 3 says why five.

</details>
<details><summary>Reveal 2</summary>

About $2^{-30}$, a thousand-millionth. ReLU discards half of the signal's power in each layer, and nothing makes up for it. With variance $2/n$ it leaves with mean square 1.

</details>
<details><summary>Reveal 3</summary>

Tanh: it needs weights 1.593 times as large as no activation would, ReLU $\sqrt2 = 1.414$ times. ReLU loses half of the power; tanh squashes every number, and loses 61 %.

</details>
"""

# %% [markdown]
r"""
## 2 · A gradient on its way back

Number the layers of a network from 0. Layer $k$ turns its input $x_k$ into its output $x_{k+1}$, and its `backward` turns $\partial L/\partial x_{k+1}$ into $\partial L/\partial x_k$. For a linear layer followed by an activation,
$x_{k+1} = f(z)$ with $z = x_k W$, that is

$$\frac{\partial L}{\partial x_k} = \Bigl(\frac{\partial L}{\partial x_{k+1}} \odot f'(z)\Bigr)\, W^{\mathsf T} .$$

Two factors act on the gradient in every layer: the local slopes $f'(z)$, and the weights. Through many layers they multiply. If on the whole a layer shortens the gradient, it **vanishes** towards the first layers. If a layer lengthens it, it
**explodes**. A weight's gradient is the product of what arrives and what went in, so a layer where nothing arrives learns nothing, whatever went in.

The first thing to do with a deep network that does not learn is therefore to *look*: how long is the gradient at each layer?

### Exercise 1 · `gradient_norms`

`layers` is a list of layer objects, first layer first. Each has `forward(x)` and `backward(grad_output)`, as in notebook 06 and in the course's engine; `backward` returns the gradient with respect to the layer's input.

Send `x` forward through all layers. Then send `grad_output`, the gradient of the loss with respect to the *last* layer's output, back through all of them. Return a NumPy array with one number for each layer, **first layer first**: the length
$\lVert\partial L/\partial x_k\rVert$ of the gradient that leaves layer $k$ on the way back. The length of an array is the root of the sum of all its squares, over rows and columns.

<details><summary>Hint 1: nudge</summary>

Each layer's `backward` needs what its `forward` has saved. In which order must you call them?

</details>
<details><summary>Hint 2: approach</summary>

Two loops. In both, one variable is overwritten again and again: what one layer returns is what the next one takes. `reversed(layers)` walks backwards.

</details>
<details><summary>Hint 3: almost there</summary>

`np.linalg.norm` of a 2-D array is the root of the sum of squares. The loop finds the last layer's number first; the answer starts with the first layer's.

</details>
"""


# %% exercise="gradient_norms"
def gradient_norms(layers, x, grad_output):
    """The length of ∂L/∂(input) of every layer, first layer first: an array (layers,)."""
    ### BEGIN SOLUTION
    for layer in layers:
        x = layer.forward(x)
    norms = []
    for layer in reversed(layers):
        grad_output = layer.backward(grad_output)
        norms.append(np.linalg.norm(grad_output))
    return np.array(norms[::-1])
    ### END SOLUTION


# %% check="gradient_norms"
check(gradient_norms)

# %% [markdown]
r"""
### Play: twenty layers, your measure

Twenty linear layers of 64 units, each followed by an activation. The weights have variance $g^2/64$. Change the activation and $g$, and look for the $g$ that keeps the gradient flat. A first guess: $g = 1$ leaves the length of a gradient alone,
*if* the slopes are 1.
"""

# %% tags=["play"]
Activation = engine.Tanh  # also try engine.Sigmoid, engine.ReLU, engine.GELU, engine.Identity
g = 1.0

with needs(gradient_norms):
    rng = np.random.default_rng(0)
    stack = []
    for _ in range(20):
        linear = engine.Linear(64, 64, rng)
        linear.weight[...] = rng.normal(scale=g / 8, size=(64, 64))
        linear.bias[...] = 0.0
        stack += [linear, Activation()]
    norms = gradient_norms(stack, rng.normal(size=(32, 64)), rng.normal(size=(32, 64)))
    _, (ax,) = figure(height=2.8, width=7.0)
    ax.semilogy(np.arange(1, 21), norms[::2], **line(0, marker=True))
    ax.set(title=f"{Activation.__name__}, g = {g}", xlabel="linear layer", xticks=range(1, 21))
    ax.set_ylabel("length of the gradient")
    plt.show()

# %% [markdown]
r"""
## 3 · Sigmoid layers: divided by five

Nielsen (2015, ch. 5) looked at fresh networks with two, three and four hidden layers of 30 sigmoids on the MNIST digits. His measure of a layer's "speed of learning" is the length of the gradient of its biases, averaged over 1000 images. The published
figures are from one network each.

**What should come out?** Before training, a bias is drawn from $N(0, 1)$, a weight from $N(0, 1/\text{fan-in})$. The pre-activation $z$ of a unit is then normal with variance

$$q = \underbrace{1}_{\text{bias}} + \underbrace{E[\sigma(z)^2]}_{\text{weights, fed by sigmoids}} = 1.30 .$$

On the way back, a unit's gradient is a sum over the next layer's 30 units, each with a weight of variance 1/30, times its own slope. The sum keeps the mean square; the slope multiplies it by $E[\sigma'(z)^2] = 0.042$. So each layer divides the gradient's length by

$$\frac{1}{\sqrt{0.042}} = 4.9 .$$

### Experiment 1: Nielsen's measurement

Ours uses the 8 × 8 digits that come with scikit-learn, so 64 inputs instead of 784. All else is as in his program: widths, weights, biases, loss, 1000 examples. We add a network of eight hidden layers, and thirty seeds.
"""

# %% tags=["play"]
speeds = sigmoid_layers.run()
sigmoid_layers.plot(speeds)
plt.show()
sigmoid_layers.compare(speeds)

# %% [markdown]
r"""
The lines are parallel: it does not matter how many layers lie *before* a layer, only how many lie *behind* it. And the slope is the promised factor of five. The published figures lie within the scatter of our networks; a single network may be off by a third.

Larger weights do not save the sigmoid. They make up for the slopes, but drive the units into saturation, where the slopes are smaller still (notebook 03, section 7).
"""

# %% [markdown]
r"""
## 4 · The way forward: gain

Look at one unit of a layer that gets its inputs through an activation $f$:

$$y = \sum_{i=1}^{n} w_i\, f(z_i), \qquad w_i \text{ independent, mean 0, variance } v .$$

The weights are independent of the $z_i$ and of each other, so all mixed terms of $y^2$ have mean 0, and

$$E[y^2] = \sum_{i=1}^n E[w_i^2]\, E[f(z_i)^2] = n\, v\, E[f(z)^2] .$$

(He et al. 2015, eq. 7.) We want a signal that keeps its size: $E[y^2] = 1$ whenever $E[z^2] = 1$. In a wide layer $z$ is a sum of many independent terms, so it is nearly normal, and we need

$$n\,v = g^2 \qquad\text{with the \textbf{gain}}\qquad \boxed{\; g = E[f(z)^2]^{-1/2}, \quad z \sim N(0, 1) \;}$$

The gain says by how much the weights must be larger than $1/\sqrt n$ to make up for what the activation takes away. Some can be computed on paper. For ReLU the negative half contributes nothing and the positive half is half of $E[z^2]$:
$E[\operatorname{relu}(z)^2] = \tfrac12$, so $g = \sqrt2$. For the identity, $g = 1$. SELU was made so that $g = 1$ (notebook 02). For GELU the integral gives $E[f^2] = \tfrac13 + \tfrac1{2\sqrt3\,\pi}$, hence $g = 1.534$. For others there is no formula, but there is a
mean.
"""

# %% [markdown]
r"""
### Exercise 2 · `gain`

Given an activation `f`, a function that takes and returns an array, and a sample `z` of inputs, return $E[f(z)^2]^{-1/2}$, with the mean over the sample in place of the expectation. A single number. `z` may have any shape, and is not modified.

<details><summary>Hint 1: nudge</summary>

Read the formula from the inside out: first $f(z)$, then the square, then the mean, then the power.

</details>
<details><summary>Hint 2: approach</summary>

It is the mean *of the squares*. Neither the square of the mean nor the variance will do: for ReLU, whose mean is not 0, all three differ.

</details>
<details><summary>Hint 3: almost there</summary>

One line. The exponent −½ is one over the square root. Check yourself: for $f(z) = 2z$ the answer is about ½.

</details>
"""


# %% exercise="gain"
def gain(f, z):
    """E[f(z)²]^(−½), with the mean over the sample z: a number."""
    ### BEGIN SOLUTION
    return np.mean(f(z) ** 2) ** -0.5
    ### END SOLUTION


# %% check="gain"
check(gain)

# %% tags=["play"]
with needs(gain):
    z = np.random.default_rng(0).normal(size=200_000)  # enough for two digits behind the point
    for name in ("identity", "relu", "leaky_relu", "elu", "selu", "tanh", "gelu", "silu", "mish"):
        f = engine.ACTIVATIONS[name]()
        print(f"{name:>10}  gain {gain(f, z):.3f}")

# %% [markdown]
r"""
## 5 · The way back, and three ways to choose

The same count for the gradient. Unit $i$ of the layer feeds all $m$ outputs, so what comes back to it is $\frac{\partial L}{\partial z_i} = f'(z_i) \sum_{j=1}^{m} w_{ij} \frac{\partial L}{\partial y_j}$, and

$$E\Bigl[\Bigl(\frac{\partial L}{\partial z}\Bigr)^2\Bigr] = m\, v\, E[f'(z)^2]\; E\Bigl[\Bigl(\frac{\partial L}{\partial y}\Bigr)^2\Bigr] .$$

The number of *inputs* of a layer is called its **fan-in** $n$, the number of its *outputs* its **fan-out** $m$. For an activation with slope 1 near 0, and signals near 0, we would like $n v = 1$ on the way forward and $m v = 1$ on the way back. A layer with $n \ne m$ cannot have both.

| | variance of a weight | made for |
|---|---|---|
| **LeCun** (1998) | $\dfrac{1}{n}$ | the way forward; SELU |
| **Xavier** (Glorot & Bengio 2010) | $\dfrac{2}{n + m}$ | a compromise of both ways; tanh, softsign |
| **He** (He et al. 2015) | $\dfrac{2}{n}$ | ReLU, whose gain is $\sqrt 2$ |

For ReLU something fortunate happens: $E[f'^2] = \tfrac12$ as well, so the variance that is right for the way forward is right for the way back, too (up to $n$ against $m$, which cancels over many layers). Section 8 shows that this is not so for other activations.

Biases start at 0: the randomness of the weights is enough to make the units different. (If the weights were all equal, the units of a layer would stay equal for ever.)
"""

# %% [markdown]
r"""
### Exercises 3 and 4 · `xavier_normal` and `he_normal`

Return a weight of shape `(fan_in, fan_out)`, drawn from a normal distribution with mean 0 and the variance of the table. `rng` is a NumPy generator, `np.random.default_rng(seed)`: draw from *it*, so that the same seed gives the same weights.

The check draws large weights and looks at shape, mean, spread and distribution, so any way of drawing will do.

<details><summary>Hint 1: nudge</summary>

The table gives variances. What does `rng.normal` ask for?

</details>
<details><summary>Hint 2: approach</summary>

`rng.normal(mean, standard_deviation, shape)`, or `rng.standard_normal(shape)` times a number. The standard deviation is the root of the variance: of the *whole* fraction.

</details>
<details><summary>Hint 3: almost there</summary>

The shape is a tuple, and in this course the inputs come first. With 300 inputs and 200 outputs, Xavier's standard deviation is 0.0632 and He's is 0.0816.

</details>
"""


# %% exercise="xavier_normal"
def xavier_normal(fan_in, fan_out, rng):
    """A weight (fan_in, fan_out) ~ N(0, 2/(fan_in + fan_out))."""
    ### BEGIN SOLUTION
    return rng.normal(0, np.sqrt(2 / (fan_in + fan_out)), (fan_in, fan_out))
    ### END SOLUTION


# %% check="xavier_normal"
check(xavier_normal)


# %% exercise="he_normal"
def he_normal(fan_in, fan_out, rng):
    """A weight (fan_in, fan_out) ~ N(0, 2/fan_in)."""
    ### BEGIN SOLUTION
    return rng.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))
    ### END SOLUTION


# %% check="he_normal"
check(he_normal)

# %% [markdown]
r"""
### Play: activation against initialisation

Your three functions together: thirty layers of 64 units, and by which power of ten the gradient at the first layer is longer (+) or shorter (−) than at the last. White is 0: nothing lost, nothing gained. Which cells do you expect to be white?
"""

# %% tags=["play"]
with needs(gradient_norms, xavier_normal, he_normal):
    rows = ("Sigmoid", "Tanh", "ReLU", "LeakyReLU", "ELU", "SELU", "GELU")
    columns = {
        "U(±1/√n)": lambda n, m, rng: rng.uniform(-(n**-0.5), n**-0.5, (n, m)),
        "Xavier": xavier_normal,
        "He": he_normal,
        "He × 2": lambda n, m, rng: np.sqrt(2) * he_normal(n, m, rng),
    }
    powers = np.zeros((len(rows), len(columns)))
    for i, activation in enumerate(rows):
        for j, draw in enumerate(columns.values()):
            rng = np.random.default_rng(0)
            stack = []
            for _ in range(30):
                linear = engine.Linear(64, 64, rng)
                linear.weight[...] = draw(64, 64, rng)
                linear.bias[...] = 0.0
                stack += [linear, getattr(engine, activation)()]
            norms = gradient_norms(stack, rng.normal(size=(32, 64)), rng.normal(size=(32, 64)))
            powers[i, j] = np.log10(norms[0] / norms[-1])
    fig, ax = plt.subplots(figsize=(6.4, 4.0), layout="constrained")
    ax.imshow(powers, cmap="PuOr_r", vmin=-10, vmax=10, aspect="auto")
    ax.set(xticks=range(len(columns)), xticklabels=columns, yticks=range(len(rows)))
    ax.set(yticklabels=rows, title="log₁₀ (gradient at layer 1 / at layer 30)")
    for (i, j), power in np.ndenumerate(powers):
        ink = "white" if abs(power) > 6 else BLACK
        ax.text(j, i, f"{power:+.1f}", ha="center", va="center", color=ink)
    plt.show()

# %% [markdown]
r"""
<details><summary>What you should see</summary>

ReLU and leaky ReLU are white with He and only there. Sigmoid is dark everywhere: no initialisation of this kind saves it. Tanh, ELU and SELU are nearly white with Xavier. GELU would like a little more than He. In the first column, PyTorch's default for a linear layer (variance $1/(3n)$), everything
vanishes. In the last, all but the sigmoid explode; tanh least, since its units begin to saturate.

</details>

## 6 · Glorot's singular values

How does a single layer act on small changes of its input? Its **Jacobian** $J = \partial x_{k+1}/\partial x_k$ stretches some directions and shrinks others. The stretching factors are its **singular values**. Glorot & Bengio (2010, §4.2.2) watched their average in fresh tanh networks with two initialisations.

- *Standard*, the habit of the day: $U(\pm 1/\sqrt n)$, variance $\frac{1}{3n}$.
- *Normalized*, their proposal: uniform, with the variance $\frac{2}{n+m}$.

They report an average of about 0.5 for the first and 0.8 for the second. Why not 1, if the variance is right? Near 0 tanh has slope 1, and $J$ is just $W$. The singular values of a large square random matrix with entries of variance $1/n$ are spread like a **quarter of a circle** of radius 2 (Marchenko & Pastur 1967). Their mean
*square* is 1, and that is what the variance controls. Their *mean* is $\frac{8}{3\pi} = 0.849$. With variance $\frac1{3n}$ it is $\frac{0.849}{\sqrt3} = 0.490$. Slopes below 1 take a little more off.

### Experiment 2
"""

# %% tags=["play"]
jacobians = layer_jacobians.run()
layer_jacobians.plot(jacobians)
plt.show()
layer_jacobians.compare(jacobians)

# %% [markdown]
r"""
Do not read 0.5 as *half of the gradient is left*. A gradient that points nowhere in particular is scaled by the root of the mean square of the singular values, not by their mean: by $1/\sqrt3 = 0.58$ for the standard weights, by nearly 1 for the normalized ones. Five layers of the first kind leave
$0.58^5$, some 6 % of its length, five of the second most of it.

## 7 · Thirty ReLU layers

Xavier's derivation assumes slopes of 1. With ReLU half of the slopes are 0, and each layer halves the power, forward and back. He et al. (2015, §2.2) put it so: after $L$ layers the signal's standard deviation is $2^{-L/2}$ of what it should be. For $L = 30$ that is
$2^{-15}$, in power $2^{-30}$. Their network of 30 layers trained with variance $2/n$, and did not move with $1/n$.

Their other example is arithmetic. The ten convolutions of model B of VGG (2014), drawn with standard deviation 0.01 instead of $\sqrt{2/\text{fan}}$, bring to the second layer $1/(1.7\times10^4)$ of the gradient that they should.

### Experiment 3: signal, gradient, training

Left in the figure: the power of a signal (thick) and of a gradient (thin) through 30 layers of 400 units. Right: training a network of 30 layers on digits. *He × 2* has twice the variance that it should have.
"""

# %% tags=["play"]
deep = thirty_layers.run()
thirty_layers.plot(deep)
plt.show()
thirty_layers.compare(deep)

# %% [markdown]
r"""
Three networks that differ by one number:

- **Xavier**: the loss stays at $\ln 10 = 2.303$, the loss of guessing. The gradient that reaches the first layer is $2^{-15}$ times as long as the one that starts at the last. Nothing moves.
- **He**: the network learns.
- **Twice He's variance**: signal and gradient **explode** by $2^{30}$, a thousand million. The first steps throw the weights to where the next signal overflows; the loss is `nan`, not a number, before the first epoch is over.

<details><summary>Why does He's power scatter, if its mean is exact?</summary>

The mean over all networks is 1. A single network of finite width draws a factor near 1 in every layer, and thirty random factors multiply to something between ½ and 2. The wider the layers, the less. Note that Xavier's and He's signals scatter *alike*: their weights differ by $\sqrt 2$ and nothing else, so the factor
between them is $2^{30}$ to the last digit.

</details>

## 8 · Two conditions, one number

The gain sets the way forward. Does it also set the way back? With the gain, the gradient's power is multiplied in each layer by

$$\chi = g^2\, E[f'(z)^2] = \frac{E[f'(z)^2]}{E[f(z)^2]} .$$

| | ReLU | ELU | SiLU | GELU | tanh | sigmoid |
|---|---|---|---|---|---|---|
| gain $g$ | 1.414 | 1.245 | 1.677 | 1.534 | 1.593 | 1.846 |
| $\chi$ | 1 | 1.04 | 1.07 | 1.07 | 1.18 | 0.15 |

Only for ReLU is $\chi = 1$. (It is no accident: where ReLU is on, $f^2 = z^2$ and $f'^2 = 1$, and the mean square of $z$ is 1.) With tanh and its gain, the signal stays while the gradient grows by 18 % a layer: in 50 layers to some 3600 times its power. That is why one uses tanh with $g = 1$ or a little more, and lets the signal fade slowly. With sigmoids it is hopeless: what keeps the signal
kills the gradient, and a gain that keeps the gradient would saturate the units. The line where neither grows nor fades is called the **edge of chaos** (Schoenholz et al. 2017).

There is a second catch. A fixed point helps only if one is drawn back to it. If the signal of a *tanh* network is a little too large, tanh squashes it more, and it returns. For ReLU any size is as good as any other, and the signal wanders. **SiLU and GELU** are worse: the smaller the signal, the larger the share that they take away. A signal that is 1 % too small is
1.15 % too small after the next layer. Thirty layers later it is anywhere.

### Experiment 4: gains, and what becomes of deep networks with them
"""

# %% tags=["play"]
with needs(gain):
    measured = gains.run(gain)
    gains.plot(measured)
    plt.show()
    display(gains.compare(measured))

# %% [markdown]
r"""
Read the last rows, and the thin lines on the left, one a network: powers of ten of the signal's power after thirty layers. Tanh and sigmoid return to 1 in every network, ELU nearly so. ReLU wanders by a factor of two or three. SiLU and GELU scatter over seven powers of ten, though their gain is exact: some
networks end a hundred times too strong, others ten thousand times too weak. In practice this is why networks with GELU or SiLU, the large language models
among them, hold the signal with something stronger than initialisation.

## 9 · What else holds a gradient

Initialisation is a promise about the first step. Training moves the weights, and the promise fades. What today's networks add:

- **Normalisation layers** (batch norm 2015, layer norm 2016) rescale the signal to mean square 1 in every layer, at every step. Then the scale of the weights before them hardly matters.
- **Residual connections** (He et al. 2016): $x_{k+1} = x_k + F(x_k)$. The Jacobian is $I + \partial F/\partial x$, so there is a path on which the gradient passes with factor 1.
- **Gradient clipping** (Pascanu, Mikolov & Bengio 2013), against explosions only: if the gradient of all parameters is longer than some limit, it is scaled back to the limit. One line, and standard for recurrent networks.
- **An activation with slope 1** where it is on: ReLU and its relatives. It makes all of the above easier.

| hidden activation | start with |
|---|---|
| ReLU, leaky ReLU, PReLU | He: $2/n$ (leaky: $\frac{2}{(1+a^2)\,n}$) |
| SELU | LeCun: $1/n$ |
| tanh, softsign | Xavier: $2/(n+m)$ |
| GELU, SiLU, Mish | He or $1/n$, with normalisation layers |
| sigmoid | another activation |
"""

# %% [markdown]
r"""
## 10 · Review questions

Replace `...` by the letter of your answer, in quotes.

**Question 1.** `gradient_norms` of a fresh network returns, first layer first, `[2e-9, 4e-7, 9e-5, 0.02, 4.1]`. What is the matter?

- (a) The gradient explodes: it grows from left to right.
- (b) The gradient vanishes: it shrinks on its way from the last layer to the first.
- (c) The first layers have learned already, so that they need no gradient.
- (d) The learning rate is too small.
"""

# %% question="reading_norms"
reading_norms = "b"

# %% check="reading_norms"
check(reading_norms=reading_norms)

# %% [markdown]
r"""
**Question 2.** Twenty ReLU layers of equal width are initialised with Xavier's variance. By what is the length of the gradient multiplied on the way back, about?

- (a) $1/20$
- (b) $1$
- (c) $2^{-10} \approx 0.001$
- (d) $2^{-20} \approx 0.000001$
"""

# %% question="xavier_with_relu"
xavier_with_relu = "c"

# %% check="xavier_with_relu"
check(xavier_with_relu=xavier_with_relu)

# %% [markdown]
r"""
**Question 3.** An activation has $E[f(z)^2] = 0.16$ for $z \sim N(0,1)$. A layer has 400 inputs that come through it. Which standard deviation of the weights keeps the signal's size?

- (a) 0.125
- (b) 0.05
- (c) 0.02
- (d) 0.0156
"""

# %% question="gain_to_deviation"
gain_to_deviation = "a"

# %% check="gain_to_deviation"
check(gain_to_deviation=gain_to_deviation)

# %% [markdown]
r"""
**Question 4.** Why does Xavier's variance contain fan-in *and* fan-out?

- (a) The bias needs the fan-out.
- (b) A layer with more outputs needs more weights, and so smaller ones.
- (c) It makes the weight matrix orthogonal.
- (d) The signal asks for $1/n$ on the way forward, the gradient for $1/m$ on the way back; it is a compromise.
"""

# %% question="xavier_compromise"
xavier_compromise = "d"

# %% check="xavier_compromise"
check(xavier_compromise=xavier_compromise)

# %% [markdown]
r"""
**Question 5.** A ten-layer sigmoid network does not learn: its first layers get almost no gradient. A colleague proposes weights five times as large, to make up for the slopes. What happens?

- (a) It works: five times the weights cancel the division by five.
- (b) The units are driven into saturation, where slopes are far below ¼, and much of the gain is lost again.
- (c) Nothing: gradients do not depend on the weights.
- (d) The outputs overflow.
"""

# %% question="larger_sigmoid_weights"
larger_sigmoid_weights = "b"

# %% check="larger_sigmoid_weights"
check(larger_sigmoid_weights=larger_sigmoid_weights)

# %% [markdown]
r"""
**Question 6.** The loss of a deep ReLU network is `nan` after the first few steps, at an ordinary learning rate. Which is the *least* likely cause?

- (a) Weights with twice He's variance.
- (b) Inputs that were not scaled, with values in the tens of thousands.
- (c) Weights with half of He's variance.
- (d) A learning rate that suits a shallow network, but not gradients that grow with depth.
"""

# %% question="cause_of_nan"
cause_of_nan = "c"

# %% check="cause_of_nan"
check(cause_of_nan=cause_of_nan)

# %% [markdown]
r"""
## Glossary

- **Edge of chaos** — the choice of weights for which gradients neither vanish nor explode with depth.
- **Exploding gradient** — the growth of the gradient towards the first layers, when the layers multiply it by more than 1 on the whole.
- **Fan-in** — the number of inputs of a layer.
- **Fan-out** — the number of outputs of a layer.
- **Gain** — the factor $g$ by which initial weights are scaled to make up for what an activation squashes.
- **Gradient clipping** — scaling a gradient back when it is longer than a limit.
- **He initialisation** — random weights of mean 0 and variance $2/n$ for $n$ inputs, which makes up for ReLU's lost half.
- **Initialisation** — how the weights are drawn before training begins; it sets the size of signals and gradients.
- **Jacobian** — the matrix of the derivatives of all outputs with respect to all inputs.
- **Learning rate** — the factor by which training scales each step.
- **LeCun initialisation** — random weights of mean 0 and variance $1/n$ for $n$ inputs.
- **NaN** (not a number) — what floating-point arithmetic answers where there is no answer, as for ∞ − ∞ or 0/0; whatever is computed with it is NaN, too.
- **Norm** — the length of an array: the root of the sum of its squares.
- **Normalisation layer** — a layer that rescales its input to a fixed mean and spread.
- **Power** — here, the mean square of a signal.
- **Residual connection** — a path that adds a layer's input to its output.
- **Singular value** — a factor by which a matrix stretches one of a set of perpendicular directions.
- **Vanishing gradient** — the shrinking of the gradient towards the first layers, when the layers multiply it by less than 1 on the whole.
- **Variance** — the mean squared distance from the mean.
- **Xavier initialisation** — weights of variance 2/(fan-in + fan-out), also called Glorot's; a compromise between both ways.

**Sources** LeCun, Bottou, Orr & Müller 1998, *Efficient BackProp* · Glorot & Bengio 2010, *Understanding the difficulty of training deep feedforward neural networks* · Pascanu, Mikolov & Bengio 2013, *On the difficulty of training recurrent neural networks* · He, Zhang, Ren & Sun 2015, *Delving deep into rectifiers* · Nielsen 2015,
*Neural Networks and Deep Learning*, ch. 5 · He, Zhang, Ren & Sun 2016, *Deep residual learning* · Schoenholz, Gilmer, Ganguli & Sohl-Dickstein 2017, *Deep information propagation* · Karras et al. 2024, *Analyzing and improving the training dynamics of diffusion models* (EDM2)
"""
