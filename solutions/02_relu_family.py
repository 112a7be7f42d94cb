# %% [markdown]
r"""
# 02 · The ReLU family

The simplest activation of all, a line with one bend, made deep networks trainable. It can also shut
a unit off for good, and sometimes a whole network before its first step. This notebook shows why
both are true, and what four relatives do about it.

**After this notebook you can**

- write ReLU, leaky ReLU, PReLU, ELU and SELU, and the derivative of each, from their formulas;
- say why `backward` multiplies by the upstream gradient, and what happens at a kink;
- explain how a unit dies, why a network can be born dead, and what each member of the family mends and costs;
- derive the two constants of SELU from "mean 0, variance 1".

**Time** about 60 minutes: 30 to read, 30 to write.

**You need** linear layers (notebook [01](01_why_nonlinearity.ipynb)), the chain rule, and NumPy's broadcasting.
"""

# %%
import matplotlib.pyplot as plt
import numpy as np

from autograder import check
from course import engine
from course.experiments import born_dead, relu_sparsity, selu_fixed_point
from course.plots import BLACK, figure, line, needs, show_activation, show_together

# %% [markdown]
r"""
## 1 · Predict first

Write down a guess for each, then open the answer. A wrong guess that you wrote down teaches more than a right
one that you read.

1. A fresh ReLU network: weights drawn symmetrically around 0, biases 0, no training yet. What share of its hidden
   outputs is *exactly* zero?
2. A fresh network, 2 units wide and 10 ReLU layers deep. You feed it one input. How likely is it that nothing but zeros
   comes out?
3. A signal of mean 0 and variance 1 enters 100 layers with SELU. What are mean and variance when it leaves?

<details><summary>Reveal 1</summary>

One half. Each pre-activation is as likely negative as positive, and ReLU turns every negative one into 0.
Experiment 1 counts them.

</details>
<details><summary>Reveal 2</summary>

94 %. A layer of two units is off with probability ¼, and one such layer among ten is enough. Section 4 derives the
law; experiment 2 tests it, and shows how it is misread.

</details>
<details><summary>Reveal 3</summary>

Still about 0 and 1, without any normalisation layer. Section 8 derives why, experiment 3 measures it.

</details>
"""

# %% [markdown]
r"""
## 2 · ReLU: one bend

A unit that can only bend a line at one point seems to be of little use. But a layer has many of them, each bends the line
elsewhere, and the next linear layer adds them up:
"""

# %% tags=["play"]
x = np.linspace(-3, 3, 601)
units = [engine.relu(x + 2), -2 * engine.relu(x), 2.5 * engine.relu(x - 1)]
_, (left, right) = figure(columns=2, height=2.8)
for i, unit in enumerate(units):
    left.plot(x, unit, **line(i))
left.set(title="three ReLU units, weighted", xlabel="x")
right.plot(x, sum(units), color=BLACK, linewidth=2)
_ = right.set(title="their sum bends three times", xlabel="x")

# %% [markdown]
r"""
The **rectified linear unit** passes what is positive and blocks the rest. (From here on $x$ is what goes into the activation,
the $z$ of notebook 01.)

$$\operatorname{relu}(x) = \max(0, x) = \begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}$$

| | |
|---|---|
| **range** | $[0, \infty)$ |
| **slope** | 1 for $x > 0$, 0 for $x < 0$ |
| **cost** | one comparison; no exponential |
| **strength** | for $x > 0$ the slope is exactly 1, however large $x$ is: the gradient does not fade from layer to layer |
| **failure** | for $x < 0$ the slope is exactly 0: a unit that is off for every input learns nothing more |

It sits where every activation sits: after a linear layer, entry by entry, and its output is the next layer's input.
Nair & Hinton (2010) brought it into deep learning; Glorot, Bordes & Bengio (2011) showed that it trains deep
networks without pre-training.

**The contract** for every function of this notebook:

- *Any shape in, the same shape out*: a single number, an empty array, a batch of images.
- *Inputs are never modified.* The caller still needs `x`, for `backward` if nothing else.
- *`float32` in, `float32` out*, and likewise `float64`. Never booleans. Integers should come back as `float64`.

NumPy helps with the last point. A Python number such as `0.0` adapts to the array that it meets; an array from
`np.zeros(x.shape)` is `float64` and turns everything that it meets into `float64`.
"""

# %% [markdown]
r"""
### Exercise 1 · `relu`

Return $\max(0, x)$ for every entry of `x`.

<details><summary>Hint 1: nudge</summary>

You need no loop and no `if`. NumPy has functions that compare two arrays entry by entry.

</details>
<details><summary>Hint 2: approach</summary>

Read $\max(0, x)$ literally: the larger of two things, at every entry. Beware of `np.max`, which returns the one
largest entry of a whole array.

</details>
<details><summary>Hint 3: almost there</summary>

The function that you want takes two arguments, and the second may be a plain number. Integers should come back as
floats: which of `0` and `0.0` sees to that?

</details>
"""


# %% exercise="relu"
def relu(x):
    """max(0, x) for every entry of x."""
    ### BEGIN SOLUTION
    return np.maximum(x, 0.0)
    ### END SOLUTION


# %% check="relu"
check(relu)

# %% [markdown]
r"""
## 3 · The slope, the kink and the gate

Left of zero ReLU is flat, right of zero it rises by 1 for 1. **At** zero it has a **kink**: the slope from the left is
0, the slope from the right is 1, and the derivative does not exist.
"""

# %% tags=["play"]
x = np.linspace(-2, 2, 401)
_, (ax,) = figure(width=6.0, height=3.0)
ax.plot(x, engine.relu(x), color="#bbbbbb", linewidth=6, label="relu")
for i, slope in enumerate((0.0, 0.5, 1.0)):
    ax.plot(x, slope * x, label=f"slope {slope}", **line(i))
ax.set(xlabel="x", title="Lines that touch the kink from below")
_ = ax.legend(frameon=False)

# %% [markdown]
r"""
Each of the three lines touches the curve at 0 and never rises above it. A slope with that property is a
**subgradient**, and at ReLU's kink every number in $[0, 1]$ is one. Software has to return *some* number. PyTorch,
TensorFlow and this course return 0:

$$\operatorname{relu}'(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases} \qquad\text{so}\qquad \operatorname{relu}'(0) = 0 \text{ by convention.}$$

The check accepts any value in $[0, 1]$ at the kink. In exact arithmetic the choice hardly ever matters, because an
exact 0 hardly ever occurs. In 32-bit arithmetic it occurs often enough to change gradients (Bertoin et al. 2021).

**Why `backward` multiplies.** Let $y_i = \operatorname{relu}(x_i)$ be a hidden value and $L$ the loss, many layers
further on. A small nudge $\mathrm dx_i$ changes $y_i$ by $\operatorname{relu}'(x_i)\,\mathrm dx_i,$ and that changes
$L$ by $\frac{\partial L}{\partial y_i}$ times as much. This is the chain rule:

$$\underbrace{\frac{\partial L}{\partial x_i}}_{\texttt{grad\_x}} \;=\; \underbrace{\frac{\partial L}{\partial y_i}}_{\texttt{grad\_output}} \cdot\; \underbrace{\operatorname{relu}'(x_i)}_{\text{local slope}}$$

The first factor is the **upstream gradient**: everything that the rest of the network has to say about $y_i$. The
second is the **local slope**: all that this layer knows. For ReLU the local slope is 1 or 0, so that `backward` is a
gate. It lets the upstream gradient through, sign and size unchanged, where the *input* was positive:

| | | | | |
|---|--:|--:|--:|--:|
| `x` | 1.5 | −0.3 | 2.0 | −4.0 |
| `relu(x)` | 1.5 | 0 | 2.0 | 0 |
| `relu_derivative(x)` | 1 | 0 | 1 | 0 |
| `grad_output` | −2 | 3 | 0.5 | 1 |
| `grad_x` | −2 | 0 | 0.5 | 0 |
"""

# %% [markdown]
r"""
### Exercise 2 · `relu_derivative`

Return the local slope at every entry of `x`: floats, of the dtype of `x`.

<details><summary>Hint 1: nudge</summary>

A comparison such as `x > 0` already has the right pattern, but the wrong type.

</details>
<details><summary>Hint 2: approach</summary>

Turn the pattern into numbers *of the dtype of `x`*: `astype` takes a dtype, and `x` has one. (For integers that gives
integers; the check lets it pass.)

</details>
<details><summary>Hint 3: almost there</summary>

A shorter way: a function that is 0 left of zero and 1 right of it is called a *step function*. NumPy has the one named
after Oliver Heaviside, and it keeps `float32`. Look up what its second argument is for.

</details>
"""


# %% exercise="relu_derivative"
def relu_derivative(x):
    """The slope of relu at every entry of x, as floats of x's shape."""
    ### BEGIN SOLUTION
    return np.heaviside(x, 0.0)
    ### END SOLUTION


# %% check="relu_derivative"
check(relu_derivative)

# %% [markdown]
r"""
### Exercise 3 · `relu_backward`

Return $\partial L/\partial x$, given `grad_output` and the input `x`.

<details><summary>Hint 1: nudge</summary>

The formula above has two factors, and you have written one of them already.

</details>
<details><summary>Hint 2: approach</summary>

What decides whether the gate is open: `x` or `grad_output`? Look at the second and the last column of the table.

</details>
<details><summary>Hint 3: almost there</summary>

An entry-by-entry product of the upstream gradient and the local slope. Nothing is summed.

</details>
"""


# %% exercise="relu_backward"
def relu_backward(grad_output, x):
    """∂L/∂x, given grad_output = ∂L/∂relu(x); all of the same shape."""
    ### BEGIN SOLUTION
    return grad_output * relu_derivative(x)
    ### END SOLUTION


# %% check="relu_backward"
check(relu_backward)

# %% tags=["play"]
show_activation(relu, relu_derivative)

# %% [markdown]
r"""
## 4 · How units die

A unit computes $y = \operatorname{relu}(\mathbf w \cdot \mathbf x + b)$. Its gradients are

$$\frac{\partial L}{\partial \mathbf w} = \frac{\partial L}{\partial y}\, \operatorname{relu}'(\mathbf w \cdot \mathbf x + b)\; \mathbf x, \qquad \frac{\partial L}{\partial b} = \frac{\partial L}{\partial y}\, \operatorname{relu}'(\mathbf w \cdot \mathbf x + b).$$

Suppose that $\mathbf w \cdot \mathbf x + b < 0$ for *every* input of the training set, after one step that was too
large, say. Then the slope is 0 for every input, and with it both gradients. Gradient descent moves $\mathbf w$ and $b$
no more: the unit is **dead**. (Only something else could wake it: momentum, weight decay, or earlier layers that change
its inputs.) A unit that is off for *some* inputs is not dead. It is doing its work.

### Born dead

A unit can also be dead before the first step, and so can a whole network. Draw the weights from a density that is symmetric
around 0, and set the biases to 0. Take one input, and look at a layer of $n$ units that receives something other than all zeros.

1. Each pre-activation $\mathbf w \cdot \mathbf x$ is negative with probability ½, because $-\mathbf w$ is as likely as $\mathbf w$.
2. The $n$ units have independent weights, so all are off with probability $2^{-n}$.
3. A layer that is off passes on zeros, and without biases all later layers stay at zero.
4. To survive $L$ layers, the signal must find each of them on: the probability is $(1 - 2^{-n})^L.$

$$P(\text{off at this input}) = 1 - \left(1 - 2^{-n}\right)^L$$

For $n = 2$ and $L = 10$ this is 0.9437. The scale of the weights does not occur in it: multiplying them by ten
changes no sign.

A network that is off at *every* input outputs a constant; it is called **born dead** (Lu, Shin, Su & Karniadakis
2019). Off at every input implies off at this one, so the law is an **upper bound** on being born dead. How close it
comes is a question for experiment 2.
"""

# %% [markdown]
r"""
## 5 · Leaky ReLU: never quite off

The cure that suggests itself: do not let the slope become 0. With a small **negative slope** $a$,

$$\text{leaky\_relu}(x) = \begin{cases} x & x > 0 \\ a\,x & x \le 0 \end{cases} \qquad\qquad \text{leaky\_relu}'(x) = \begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases}$$

Maas, Hannun & Ng (2013) used $a = 0.01$, which is still the default. The range is now $(-\infty, \infty)$, the cost one
multiplication more. **What it mends:** some gradient always passes, so that a unit can come back. **What it costs:** the
exact zeros are gone, and on the negative side a unit never settles, since it passes large negative inputs on,
however faintly. At the kink, any slope in $[a, 1]$ is a subgradient.
"""

# %% [markdown]
r"""
### Exercise 4 · `leaky_relu` and `leaky_relu_derivative`

Return the function, and the local slope, at every entry of `x`.

<details><summary>Hint 1: nudge</summary>

Two formulas, one condition: there is a NumPy function that chooses between two arrays entry by entry.

</details>
<details><summary>Hint 2: approach</summary>

`np.where(condition, if_true, if_false)`. A shortcut such as `np.maximum(x, negative_slope * x)` is right only while
the slope is at most 1.

</details>
<details><summary>Hint 3: almost there, for the derivative</summary>

`np.where` with two plain numbers returns `float64`, whatever `x` was. One way out: start from `relu_derivative(x)`,
which has the right dtype, and add the slope where that is 0.

</details>
"""


# %% exercise="leaky_relu"
def leaky_relu(x, negative_slope=0.01):
    """x where x > 0, negative_slope · x elsewhere."""
    ### BEGIN SOLUTION
    return np.where(x > 0, x, negative_slope * x)
    ### END SOLUTION


# %% check="leaky_relu"
check(leaky_relu)


# %% exercise="leaky_relu_derivative"
def leaky_relu_derivative(x, negative_slope=0.01):
    """The slope of leaky_relu: 1 where x > 0, negative_slope elsewhere."""
    ### BEGIN SOLUTION
    on = np.heaviside(x, 0.0)
    return on + negative_slope * (1.0 - on)
    ### END SOLUTION


# %% check="leaky_relu_derivative"
check(leaky_relu_derivative)

# %% tags=["play"]
show_activation(leaky_relu, leaky_relu_derivative, low=-6, high=0.3)

# %% [markdown]
r"""
## 6 · PReLU: let the network choose the slope

Why 0.01? He, Zhang, Ren & Sun (2015) made the slope a **parameter** that is learned like any weight, one per feature,
started at 0.25:

$$\operatorname{prelu}(x)_{nf} = \begin{cases} x_{nf} & x_{nf} > 0 \\ a_f\, x_{nf} & x_{nf} \le 0 \end{cases}$$

Here `x` is `(batch, features)` and `slope` is `(features,)`; NumPy broadcasts it over the batch. A parameter needs a
gradient. Where $x_{nf} > 0$ the output does not depend on $a_f$; elsewhere $\partial y_{nf} / \partial a_f = x_{nf}$. One
slope serves the whole batch, so every row contributes, and contributions **add**:

$$\frac{\partial L}{\partial x_{nf}} = \frac{\partial L}{\partial y_{nf}} \cdot \begin{cases} 1 & x_{nf} > 0 \\ a_f & x_{nf} \le 0 \end{cases} \qquad\qquad \frac{\partial L}{\partial a_f} = \sum_n \frac{\partial L}{\partial y_{nf}}\, \min(x_{nf}, 0)$$

A sum, not a mean: if the loss is a mean over the batch, its 1/N has already arrived with the upstream gradient.

**What it mends:** the guess. **What it costs:** a few more parameters to fit, and to overfit. Do not apply weight decay to
them: it would pull every slope towards 0, that is, back to ReLU.
"""

# %% [markdown]
r"""
### Exercise 5 · `prelu` and `prelu_backward`

Return the function, then the pair `(grad_x, grad_slope)`.

<details><summary>Hint 1: nudge</summary>

`prelu` is `leaky_relu` with one slope per column. What does broadcasting make of `(batch, features)` times
`(features,)`?

</details>
<details><summary>Hint 2: approach</summary>

The gradient of a thing has the shape of the thing: `grad_x` is `(batch, features)`, `grad_slope` is `(features,)`.
Which axis has to go, and by which operation?

</details>
<details><summary>Hint 3: almost there</summary>

For the slope: the entry-by-entry product of the upstream gradient and the negative part of `x`, summed over axis 0. An
empty batch then gives zeros by itself.

</details>
"""


# %% exercise="prelu"
def prelu(x, slope):
    """x where x > 0, slope · x elsewhere; slope has one entry per feature."""
    ### BEGIN SOLUTION
    return np.where(x > 0, x, slope * x)
    ### END SOLUTION


# %% check="prelu"
check(prelu)


# %% exercise="prelu_backward"
def prelu_backward(grad_output, x, slope):
    """∂L/∂x, shape (batch, features), and ∂L/∂slope, shape (features,)."""
    ### BEGIN SOLUTION
    grad_x = np.where(x > 0, grad_output, slope * grad_output)
    grad_slope = np.sum(grad_output * np.minimum(x, 0.0), axis=0)
    return grad_x, grad_slope
    ### END SOLUTION


# %% check="prelu_backward"
check(prelu_backward)

# %% [markdown]
r"""
## 7 · ELU: negative, but not without end

ReLU's outputs are never negative, so their mean is positive: for a standard normal input it is
$1/\sqrt{2\pi} \approx 0.40$. The next layer receives this **bias shift** on every one of its inputs at once. Clevert,
Unterthiner & Hochreiter (2016) let the negative side level off at $-\alpha$:

$$\operatorname{elu}(x) = \begin{cases} x & x > 0 \\ \alpha\,(e^x - 1) & x \le 0 \end{cases} \qquad\qquad \operatorname{elu}'(x) = \begin{cases} 1 & x > 0 \\ \alpha\, e^x & x < 0 \end{cases}$$

**What it mends:** with $\alpha = 1$ the mean falls from 0.40 to 0.16, and the kink is gone, since both slopes at 0 are 1.
A unit that is far off is steady, whatever the noise in its input. **What it costs:** an exponential, and **saturation**: at
$x = -10$ the slope is $4.5 \cdot 10^{-5}$, so that a unit far off comes back slowly. For $\alpha \ne 1$ there is a kink again,
with every slope between 1 and $\alpha$ accepted.

### Two traps in floating point

1. `np.where(x > 0, x, alpha * (np.exp(x) - 1))` computes **both** branches for **every** entry, and only then chooses. At
   $x = 1000$ the branch that nobody wants overflows, with a warning. So **clamp** the argument first: an exponential that
   never sees a positive number cannot overflow.
2. For tiny $x$ the difference `np.exp(x) - 1` cancels. At $x = -10^{-12}$ it has four correct digits left, and at
   $x = -10^{-17}$ none: it is 0. `np.expm1(x)` computes $e^x - 1$ to full precision.

`elu`, `selu` and their derivatives are checked for $x$ from −1000 to 1000: **no overflow and no warning**.
"""

# %% [markdown]
r"""
### Exercise 6 · `elu` and `elu_derivative`

Return the function, and the local slope, at every entry of `x`, stable from −1000 to 1000.

<details><summary>Hint 1: nudge</summary>

`np.where` as before; the work is in the second branch. What may it be fed?

</details>
<details><summary>Hint 2: approach</summary>

Replace the positive entries by 0 *before* the exponential. You know a function that takes the smaller of two numbers.

</details>
<details><summary>Hint 3: almost there</summary>

`np.minimum` inside `np.expm1` for the function; the same clamp inside `np.exp` for the derivative. Do not forget
`alpha`.

</details>
"""


# %% exercise="elu"
def elu(x, alpha=1.0):
    """x where x > 0, alpha · (eˣ − 1) elsewhere; stable up to ±1000."""
    ### BEGIN SOLUTION
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0)))
    ### END SOLUTION


# %% check="elu"
check(elu)


# %% exercise="elu_derivative"
def elu_derivative(x, alpha=1.0):
    """The slope of elu: 1 where x > 0, alpha · eˣ elsewhere; stable."""
    ### BEGIN SOLUTION
    on = np.heaviside(x, 0.0)
    return on + (1.0 - on) * alpha * np.exp(np.minimum(x, 0.0))
    ### END SOLUTION


# %% check="elu_derivative"
check(elu_derivative)

# %% tags=["play"]
show_activation(elu, elu_derivative)

# %% [markdown]
r"""
### Play: can a unit come back?

One unit is to learn $y = x$ for $x$ between ½ and 2. A bad step has just thrown it below zero for every input
($w = -1$, $b = -\tfrac12$). Which activations bring it back, and how soon? Guess, then run.
"""


# %% tags=["play"]
def train_unit(f, f_derivative, w=-1.0, b=-0.5, lr=0.1, steps=3000):
    """The loss at each step of y = f(w·x + b) on its way to y = x."""
    x = np.linspace(0.5, 2.0, 16)
    losses = []
    for _ in range(steps):
        z = w * x + b
        error = f(z) - x
        losses.append(np.mean(error**2) / 2)
        grad_z = error / len(x) * f_derivative(z)
        w -= lr * np.sum(grad_z * x)
        b -= lr * np.sum(grad_z)
    return losses


units = {
    "ReLU": (relu, relu_derivative),
    "leaky ReLU": (leaky_relu, leaky_relu_derivative),
    "ELU": (elu, elu_derivative),
}
with needs(*(f for unit in units.values() for f in unit)):
    losses = {name: train_unit(*unit) for name, unit in units.items()}
    _, (ax,) = figure(width=7.0)
    for i, (name, values) in enumerate(losses.items()):
        ax.plot(np.arange(1, len(values) + 1), values, label=name, **line(i))
    ax.set(xscale="log", yscale="log", xlabel="step", ylabel="loss", ylim=(1e-5, 10))
    ax.legend(frameon=False)

# %% [markdown]
r"""
<details><summary>What happened?</summary>

ReLU's loss never changes: every gradient is exactly 0. Leaky ReLU works with 1 % of the gradient and needs some 480 steps
to get back. ELU needs 17, since its slope is still 0.22 at $x = -1.5$. But throw the unit further, and the picture turns.
With `train_unit(*unit, w=-12, steps=20000)` leaky ReLU is back after some 5900 steps, while ELU, saturated, does not return at all. No member
of the family is best everywhere.

</details>
"""

# %% [markdown]
r"""
## 8 · SELU: a network that normalises itself

Put two numbers into ELU, a steepness $\alpha$ and a scale $\lambda$:

$$\operatorname{selu}(x) = \lambda \begin{cases} x & x > 0 \\ \alpha\,(e^x - 1) & x \le 0 \end{cases} \qquad\qquad \operatorname{selu}'(x) = \lambda \begin{cases} 1 & x > 0 \\ \alpha\, e^x & x < 0 \end{cases}$$

Klambauer, Unterthiner, Mayr & Hochreiter (2017) asked: can we choose them so that a signal of mean 0 and variance 1
*stays* at mean 0 and variance 1, through any number of layers?

**One layer.** Let the inputs $x_1, \dots, x_n$ have mean 0 and variance 1, and draw the weights independently of them with mean 0 and
variance $1/n$ (**LeCun initialisation**). Then $z = \sum_i w_i x_i$ has mean 0 and variance $n \cdot \frac1n = 1$, and as a
sum of many small terms it is nearly normal. What remains is to make $\operatorname{selu}(z)$, for $z \sim N(0, 1)$,
have mean 0 and variance 1: two equations for two unknowns.

**Tool.** With the normal density $\varphi$ and its distribution function $\Phi$, completing the square gives

$$\int_{-\infty}^0 e^{kz} \varphi(z)\, \mathrm dz = e^{k^2/2}\, \Phi(-k).$$

**Mean 0.** The positive half contributes $\int_0^\infty z\,\varphi(z)\,\mathrm dz = \frac{1}{\sqrt{2\pi}}$, the negative half must cancel it:

$$\frac{1}{\sqrt{2\pi}} + \alpha \left( \sqrt e\, \Phi(-1) - \tfrac12 \right) = 0 \quad\Longrightarrow\quad \alpha = \frac{1 / \sqrt{2\pi}}{\frac12 - \sqrt e\, \Phi(-1)} = 1.6733$$

**Variance 1.** The mean is 0, so the variance is the mean square; expand $(e^z - 1)^2 = e^{2z} - 2 e^z + 1$:

$$\lambda^2 \left[ \tfrac12 + \alpha^2 \left( e^2\, \Phi(-2) - 2 \sqrt e\, \Phi(-1) + \tfrac12 \right) \right] = 1 \quad\Longrightarrow\quad \lambda = 1.0507$$

**And if the signal is slightly off?** Then the next layer pulls it back. Inputs that are too spread out meet the flat
negative side, inputs that are too narrow meet the slope $\lambda > 1$. In numbers: near $(0, 1)$ one layer shrinks any
deviation of (mean, variance) at least by the factor 0.788. $(0, 1)$ is an **attracting fixed point**, and a network that
has one is called **self-normalising**.

**What it mends:** deep fully connected networks keep their signal without normalisation layers. **What it costs:** ELU's
exponential, and conditions: standardised inputs, LeCun initialisation, plain layers one after the other, and *alpha
dropout* in place of ordinary dropout, which would shift the mean. The outputs lie above $-\lambda\alpha = -1.7581$. At 0
the slope jumps from $\lambda\alpha = 1.7581$ to $\lambda = 1.0507$; anything between is accepted.
"""

# %% [markdown]
r"""
### Exercise 7 · `selu` and `selu_derivative`

Return the function, and the local slope, at every entry of `x`, stable from −1000 to 1000. The two constants are given, to all digits: with 1.67 and 1.05 the fixed point would be elsewhere.

<details><summary>Hint 1: nudge</summary>

Compare the formula with the one of ELU. How much of it have you written already?

</details>
<details><summary>Hint 2: approach</summary>

You may call your own functions. A constant factor passes through a derivative unchanged.

</details>
<details><summary>Hint 3: almost there</summary>

`elu` takes `alpha` as its second argument; `scale` multiplies *both* branches.

</details>
"""


# %% exercise="selu"
def selu(x):
    """ELU with SELU's two constants; stable up to ±1000."""
    alpha, scale = 1.6732632423543772, 1.0507009873554805
    ### BEGIN SOLUTION
    return scale * elu(x, alpha)
    ### END SOLUTION


# %% check="selu"
check(selu)


# %% exercise="selu_derivative"
def selu_derivative(x):
    """The slope of selu at every entry of x; stable up to ±1000."""
    alpha, scale = 1.6732632423543772, 1.0507009873554805
    ### BEGIN SOLUTION
    return scale * elu_derivative(x, alpha)
    ### END SOLUTION


# %% check="selu_derivative"
check(selu_derivative)

# %% [markdown]
r"""
### Play: the family, side by side

Right of zero they agree, up to SELU's scale. Left of zero each answers one question in its own way: how much of a
negative input should pass?
"""

# %% tags=["play"]
show_together(relu, leaky_relu, elu, selu, low=-4, high=2)
slopes = relu_derivative, leaky_relu_derivative, elu_derivative, selu_derivative
show_together(*slopes, low=-4, high=2)

# %% [markdown]
r"""
| | range | slope for $x < 0$ | extra cost | mends | costs |
|---|---|---|---|---|---|
| **ReLU** | $[0, \infty)$ | 0 | none | saturation for $x > 0$ | units die; mean above 0 |
| **leaky ReLU** | $(-\infty, \infty)$ | $a$, fixed | one product | dying units | no exact zeros; one more number to choose |
| **PReLU** | $(-\infty, \infty)$ if $a > 0$ | $a$, learned | one product, one parameter per feature | choosing $a$ | may overfit; no weight decay on $a$ |
| **ELU** | $(-\alpha, \infty)$ | $\alpha e^x$ | an exponential | bias shift; the kink, if $\alpha = 1$ | saturates: slow to come back |
| **SELU** | $(-1.7581, \infty)$ | $\lambda\alpha e^x$ | an exponential | vanishing signal in deep plain networks | LeCun initialisation, standardised inputs, alpha dropout |

Start with ReLU. Reach for leaky ReLU or ELU when you find dead units, for SELU when a fully connected network is
deep and has no normalisation layers. Notebook 05 goes on to the smooth relatives, SiLU, GELU and Mish.
"""

# %% [markdown]
r"""
## 9 · Experiment 1: half of a fresh ReLU network is silent

Three layers of 1000 units, as in the paper; weights uniform and symmetric around 0, biases 0; random inputs between 0
and 1, like pixels. The figure shows more than the average: *which* units are off.
"""

# %% tags=["play"]
sparsity = relu_sparsity.run(seeds=range(10))
relu_sparsity.plot(sparsity)
plt.show()
relu_sparsity.compare(sparsity)

# %% [markdown]
r"""
One half on average, as published. But a single unit is rarely off half of the time. About half of the units are on for
over 90 % of the inputs, or off for over 90 %. The inputs are all positive, so they point into the same corner of space, and
a unit that is off for one of them is likely off for the next. Some are off for the whole sample: dead before training.
"""

# %% [markdown]
r"""
## 10 · Experiment 2: born dead

We draw 200 000 fresh networks of each width and count. Each takes a single number as input, so two points decide for
all inputs: without biases $f(c\,x) = c\,f(x)$ for $c > 0$, and a network that is off at $x = 1$ and at $x = -1$ is off
everywhere. Nothing is approximated; only the weights are random.
"""

# %% tags=["play"]
dead = born_dead.run(seeds=range(10))
born_dead.plot(dead)
plt.show()
born_dead.compare(dead)

# %% [markdown]
r"""
**Left**, off at one given input: counts and law agree, as they must; section 4 is a proof.

**Right**, off at every input: the law is only an upper bound, and not a tight one. The first layer shows why. No unit can
be off at $x = 1$ *and* at $x = -1$, so the first layer never kills a network, while the law charges it $2^{-n}$ like any
other. Deeper down, the two signals grow alike, and a layer then
kills its full $2^{-n}$ of the survivors.

So it would be a misreading of the law to say that 94.37 % of these networks are born dead: 94.37 % are off at a given
input, about 91 % are born dead. Widening is the cure: for 10 layers of 10 units even the bound is below 1 %.
"""

# %% [markdown]
r"""
## 11 · Experiment 3: SELU's fixed point

First by integration, then by force: inputs of mean 1 and variance 4, far from the fixed point, through 100 layers of
256 units. Two ReLU networks run beside it. Bands span the seeds.
"""

# %% tags=["play"]
fixed_point = selu_fixed_point.run(seeds=range(5))
selu_fixed_point.plot(fixed_point)
plt.show()
selu_fixed_point.compare(fixed_point)

# %% [markdown]
r"""
SELU reaches (0, 1) within some fifteen layers and stays. ReLU with the same initialisation halves the mean square in
every layer: after 100 layers a factor $2^{-100}$, a signal of $10^{-30}$. **He initialisation** (variance $2/n$) repairs
exactly this factor of two. It keeps the *size* of the signal, yet nothing pulls it back: each seed drifts its own way,
and the mean stays far from 0. Notebook 08 takes up initialisation.
"""

# %% [markdown]
r"""
## 12 · Review questions

Replace `...` by the letter of your answer, in quotes.

**Question 1.** What is the right value for `relu_derivative` at exactly $x = 0$?

- (a) It must be 1, since $\operatorname{relu}(0) = 0 = x$: the unit passes its input on unchanged.
- (b) It must be ½, the mean of the two slopes; anything else breaks training.
- (c) The derivative does not exist there; any value in $[0, 1]$ is a subgradient, and 0 is the convention.
- (d) It must be `nan`, since the derivative does not exist.
"""

# %% question="relu_kink"
relu_kink = "c"

# %% check="relu_kink"
check(relu_kink=relu_kink)

# %% [markdown]
r"""
**Question 2.** With `x = [-2, 3, 4]` and `grad_output = [5, -1, 2]`, what is `relu_backward(grad_output, x)`?

- (a) `[0, 1, 1]`
- (b) `[0, -1, 2]`
- (c) `[5, 0, 2]`
- (d) `[0, -3, 8]`
"""

# %% question="relu_upstream"
relu_upstream = "b"

# %% check="relu_upstream"
check(relu_upstream=relu_upstream)

# %% [markdown]
r"""
**Question 3.** A ReLU unit is off for every example of the training set. Why does plain gradient descent not bring it back?

- (a) Its output is 0, so it adds nothing to the loss, and the loss is already minimal.
- (b) Its gradients are small but not 0; a larger learning rate would bring it back.
- (c) Its output is 0, so the layers after it receive no input at all.
- (d) Its local slope is 0 for every example, so the gradients of its own weights and bias are 0.
"""

# %% question="relu_dead_unit"
relu_dead_unit = "d"

# %% check="relu_dead_unit"
check(relu_dead_unit=relu_dead_unit)

# %% [markdown]
r"""
**Question 4.** A ReLU network is 2 units wide, 10 layers deep, has symmetric weights and zero biases. Which change makes it much less
likely to be born dead?

- (a) Make each layer 8 units wide.
- (b) Multiply all weights by 10.
- (c) Use a smaller learning rate.
- (d) Add five more layers.
"""

# %% question="relu_born_dead"
relu_born_dead = "a"

# %% check="relu_born_dead"
check(relu_born_dead=relu_born_dead)

# %% [markdown]
r"""
**Question 5.** Someone writes `np.where(x > 0, x, alpha * (np.exp(x) - 1))`. What happens for `x = np.array([1000.0])`?

- (a) The result is `inf`, since the exponential of 1000 is too large for a float.
- (b) The result is right and nothing else happens, since the exponential is never computed.
- (c) The result is `nan`, since `inf` takes part in it.
- (d) The result is right, with an overflow warning, since both branches are computed for every entry.
"""

# %% question="elu_overflow"
elu_overflow = "d"

# %% check="elu_overflow"
check(elu_overflow=elu_overflow)

# %% [markdown]
r"""
**Question 6.** A colleague puts SELU into a deep fully connected network with He initialisation (weight variance $2/n$) and
standardised inputs. What is lost?

- (a) Nothing: SELU pulls mean and variance to (0, 1) from wherever they start.
- (b) The fixed point: pre-activations have twice the variance for which α and λ were derived, so mean and variance do not
  settle at (0, 1).
- (c) Only speed: a larger variance starts farther off, so that more layers are needed to settle at (0, 1).
- (d) The gradient: with larger weights every unit saturates at −λα, where the slope is 0.
"""

# %% question="selu_conditions"
selu_conditions = "b"

# %% check="selu_conditions"
check(selu_conditions=selu_conditions)

# %% [markdown]
r"""
## Glossary

- **Attracting fixed point** — a value that a map leaves unchanged and towards which it moves nearby values.
- **Bias shift** — a mean different from zero that an activation passes on to every unit of the next layer.
- **Born dead** — said of a network that outputs a constant for every input before training has begun.
- **Dead unit** — a ReLU unit that is off for every input of the training set, so that its gradients are zero.
- **ELU** (exponential linear unit) — the activation that is $x$ for positive inputs and levels off at $-\alpha$ for negative ones.
- **Gradient descent** — training by small steps, each against the gradient of the loss.
- **He initialisation** — random weights of mean 0 and variance $2/n$ for $n$ inputs, which makes up for ReLU's lost half.
- **Kink** — a point where a curve changes its slope abruptly, so that the derivative does not exist there.
- **Leaky ReLU** — ReLU with a small fixed slope for negative inputs.
- **Learning rate** — the factor by which training scales each step.
- **LeCun initialisation** — random weights of mean 0 and variance $1/n$ for $n$ inputs.
- **Local slope** — the derivative $f'(x)$ of an activation at its input, by which its backward pass multiplies the upstream gradient.
- **Negative slope** — the slope of leaky ReLU and PReLU for negative inputs; $a$ in formulas, `negative_slope` in code.
- **PReLU** (parametric ReLU) — leaky ReLU whose negative slopes are learned.
- **ReLU** (rectified linear unit) — the activation $\max(0, x)$: passes what is positive and blocks the rest.
- **Saturation** — the state of a unit whose input lies where its activation is flat, so that almost no gradient passes.
- **Self-normalising network** — a network whose layers pull the mean and variance of their activations towards a fixed point.
- **SELU** (scaled ELU) — ELU with the two constants that hold a signal at mean 0 and variance 1.
- **Sparsity** — the share of activations that are exactly zero.
- **Subgradient** — at a kink of a convex curve, the slope of any line that touches the curve there and never rises above it.
- **Upstream gradient** — $\partial L/\partial y$, the gradient of the loss with respect to a layer's output, which the layer receives from the one after it (`grad_output`; CS231n calls it `dout`).

**Sources** Nair & Hinton 2010 · Glorot, Bordes & Bengio 2011 · Maas, Hannun & Ng 2013 · He, Zhang, Ren & Sun 2015
(arXiv:1502.01852) · Clevert, Unterthiner & Hochreiter 2016 (arXiv:1511.07289) · Klambauer, Unterthiner, Mayr & Hochreiter 2017
(arXiv:1706.02515) · Lu, Shin, Su & Karniadakis 2019 (arXiv:1903.06733) · Bertoin, Bolte, Gerchinovitz & Pauwels 2021
(arXiv:2106.12915)
"""
