# %% [markdown]
r"""
# 01 · Why non-linearity?

A network with a hundred layers can be no more able than one with a single layer. What makes the
difference is small, and it stands between the layers: the **activation layer**. In this notebook you
prove that depth alone is worth nothing, see where an activation breaks that proof, and measure what
it buys.

**After this notebook you can**

- say what an activation layer is, where it sits, and what a forward pass does;
- write a linear layer's forward and backward pass, and derive both;
- prove that linear layers in a row are one linear layer, and compute which one;
- explain why no line solves XOR and why one hidden ReLU layer does;
- say what depth without activation costs on a task where it matters.

**Time** about 60 minutes: 40 to read, 20 to write.

**You need** NumPy's `@` and broadcasting, and the chain rule.
"""

# %%
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display

from autograder import check
from course.data import two_spirals, xor
from course.engine import Adam, CrossEntropyLoss, Linear, ReLU, Sequential
from course.experiments import linear_collapse, mnist1d_depth
from course.experiments import xor as xor_experiment
from course.experiments.training import accuracy, fit
from course.plots import figure, line, needs, scatter_classes, shade_classes, show_layers

# %% [markdown]
r"""
## 1 · Predict first

Write your answers down, then open the boxes. A wrong prediction is worth more than none.

**A.** Network P is one linear layer, 40 inputs → 10 outputs. Network Q is three of them,
40 → 100 → 100 → 10, with nothing in between. Q has 15 210 numbers to train, P has 410.
Which functions can Q represent that P cannot?

<details><summary>Reveal A</summary>

None. Every function that Q computes, P computes too. You will prove it in section 3.

</details>
"""

# %% [markdown]
r"""
**B.** XOR: the output is 1 if exactly one of two inputs is 1. Fit it with a linear layer,
$\hat y = w_1x_1 + w_2x_2 + b$, by least squares. What does the best fit answer at the four points?

<details><summary>Reveal B</summary>

One half, at all four. The mean squared error is exactly ¼: the same as for the constant ½, which
does not look at its input.

</details>
"""

# %% [markdown]
r"""
**C.** Ten kinds of noisy curves are to be told apart (so guessing scores 10 %). P reaches about 32 %.
What does Q reach? And Q with a ReLU, $\max(x, 0)$, after its first two layers?

<details><summary>Reveal C</summary>

Q: about 32 % again. With ReLU: more than 60 %. The ReLUs add not one number to train.

</details>
"""

# %% [markdown]
r"""
## 2 · Layers, and the place of the activation

A **linear layer** takes a batch $x$ of shape `(batch, in_features)` and returns

$$z = x W + b, \qquad W:\ (\text{in\_features}, \text{out\_features}), \quad b:\ (\text{out\_features},).$$

Each row of $x$ is one example; $b$ is added to every row. (With $b \neq 0$ a mathematician says
*affine*; the trade says linear, and so do we.)

An **activation layer** applies a fixed non-linear function $f$ to what the linear layer hands it:
$h = f(z)$, most often to each number by itself. It comes **after** the linear transformation, and its
output is the **input of the next layer**. It changes no shape and usually has nothing to train.

A **neural network** is such layers in a row. To run it from input to output is
**forward propagation**:

$$h_0 = x, \qquad z_\ell = h_{\ell-1} W_\ell + b_\ell, \qquad h_\ell = f(z_\ell), \qquad \ell = 1, 2, \dots$$

The last linear layer has no such $f$ after it: what follows there depends on the task (softmax for
classes, nothing for a plain number).
"""

# %% tags=["play"]
show_layers(
    ["Linear", "Activation", "Linear", "Activation", "Linear"],
    ["$x$", "$z_1$", "$h_1$", "$z_2$", "$h_2$", "$y$"],
)

# %% [markdown]
r"""
### Exercise 1 · `linear_forward`

Return $xW + b$ for `x (batch, in)`, `weight (in, out)` and `bias (out,)`.

A note on conventions, once: PyTorch's `nn.Linear` stores the transpose, `weight (out, in)`, and computes
`x @ weight.T + bias`. Ours reads like the formula.

**The contract** for every function of this notebook: inputs are never modified, and `float32` in gives
`float32` out (NumPy sees to that by itself, as long as you bring in no `float64` array of your own).

<details><summary>Hint 1: nudge</summary>

Write the shapes under the formula. Which product of a `(batch, in)` and an `(in, out)` array has the
shape `(batch, out)`?

</details>
<details><summary>Hint 2: approach</summary>

NumPy's matrix product is `@`. Adding an array of shape `(out,)` to one of shape `(batch, out)`
broadcasts: it is added to every row.

</details>
<details><summary>Hint 3: almost there</summary>

Two operations, one line, no loop and no transpose. The weight stands on the right.

</details>
"""


# %% exercise="linear_forward"
def linear_forward(x, weight, bias):
    """The linear layer's output x·weight + bias, of shape (batch, out)."""
    ### BEGIN SOLUTION
    return x @ weight + bias
    ### END SOLUTION


# %% check="linear_forward"
check(linear_forward)

# %% [markdown]
r"""
### The way back

Training needs the slope of the loss $L$, one number, with respect to every parameter. Suppose the
layer after ours has told us $G = \partial L/\partial z$, of $z$'s shape: the **upstream gradient**,
`grad_output` in code. We owe three answers.

Take one entry, $z_{ij} = \sum_k x_{ik}W_{kj} + b_j$, and ask where each variable occurs.

- $W_{kj}$ occurs in column $j$ of $z$, in every row $i$, with the factor $x_{ik}$:

$$\frac{\partial L}{\partial W_{kj}} = \sum_i x_{ik}\,G_{ij} \quad\Longrightarrow\quad \frac{\partial L}{\partial W} = x^{\mathsf T} G.$$

- $b_j$ occurs in every row of column $j$, with the factor 1:

$$\frac{\partial L}{\partial b_j} = \sum_i G_{ij}.$$

- $x_{ik}$ occurs in row $i$ of $z$, in every column $j$, with the factor $W_{kj}$:

$$\frac{\partial L}{\partial x_{ik}} = \sum_j G_{ij}W_{kj} \quad\Longrightarrow\quad \frac{\partial L}{\partial x} = G\,W^{\mathsf T}.$$

Each gradient has the shape of the thing it belongs to, and that almost fixes the formulas: of `x`
and `G`, shapes `(batch, in)` and `(batch, out)`, only one product has the shape `(in, out)`. The sums over
the batch are sums, not means: the $1/N$ of a mean loss is already inside $G$.
"""

# %% [markdown]
r"""
### Exercise 2 · `linear_backward`

Return the three gradients in the order `(grad_x, grad_weight, grad_bias)`, given `grad_output (batch, out)`,
`x (batch, in)` and `weight (in, out)`.

<details><summary>Hint 1: nudge</summary>

Write the shape that each answer must have before you write any code.

</details>
<details><summary>Hint 2: approach</summary>

Two of the three are matrix products with one transpose each; the third is a sum along an axis. Along
which one, if `(batch, out)` must become `(out,)`?

</details>
<details><summary>Hint 3: almost there</summary>

In `grad_x` the upstream gradient stands on the left, in `grad_weight` on the right. Nothing is divided by
the batch size.

</details>
"""


# %% exercise="linear_backward"
def linear_backward(grad_output, x, weight):
    """(∂L/∂x, ∂L/∂weight, ∂L/∂bias), given grad_output = ∂L/∂output."""
    ### BEGIN SOLUTION
    return grad_output @ weight.T, x.T @ grad_output, grad_output.sum(axis=0)
    ### END SOLUTION


# %% check="linear_backward"
check(linear_backward)

# %% [markdown]
r"""
## 3 · Linear layers in a row are one linear layer

Put one linear layer behind another, with nothing between:

$$(xW_1 + b_1)W_2 + b_2 \;=\; x\,\underbrace{W_1W_2}_{W} \;+\; \underbrace{b_1W_2 + b_2}_{b}.$$

That is a linear layer again, with weight $W$ and bias $b$.

> **Theorem.** Any number of linear layers in a row compute $xW + b$ with
> $W = W_1W_2\cdots W_L$ and $b = \sum_{\ell=1}^{L} b_\ell\,W_{\ell+1}\cdots W_L$.
>
> *Proof.* By induction. One layer has the form already. If the first $\ell-1$ layers compute
> $xW + b$, then layer $\ell$ makes of it
> $(xW + b)W_\ell + b_\ell = x(WW_\ell) + (bW_\ell + b_\ell)$. ∎

The proof is also the algorithm: start with the first layer, and let each further one replace
$W$ by $WW_\ell$ and $b$ by $bW_\ell + b_\ell$.

What the theorem says is about *what can be computed*: network Q's 15 210 numbers describe the same
functions as P's 410. A narrow layer can even take something away, because the rank of $W$ is at most the
width of the narrowest layer. (How a deep linear network *learns* does differ from a single layer:
Saxe, McClelland & Ganguli 2014.)

And it says where to break it. The step needs $(xW+b)W_\ell = xWW_\ell + bW_\ell$: what stands
between two layers must pass through sums and multiples. ReLU does not: $\max(1 + (-1), 0) = 0$, but
$\max(1, 0) + \max(-1, 0) = 1$. There the proof stops.
"""

# %% [markdown]
r"""
### Exercise 3 · `collapse`

Given the lists of weights and biases, first layer first, return the one `(weight, bias)` that computes
the same. Any number of layers from one on, of any widths that fit together. Leave the lists and the
arrays in them as they are.

<details><summary>Hint 1: nudge</summary>

The last step of the proof is the loop's body.

</details>
<details><summary>Hint 2: approach</summary>

Keep a running `weight` and `bias`. Start with the first layer's (an identity matrix from `np.eye` would be
`float64`, whatever the layers are), then go through the others. If
you update them one after the other, does either update need the old value of the other one?

</details>
<details><summary>Hint 3: almost there</summary>

The bias of an early layer passes through all later weights; it does not only get added up. Build new
arrays (`a @ b`, `a + b`) rather than change the given ones with `+=`.

</details>
"""


# %% exercise="collapse"
def collapse(weights, biases):
    """The (weight, bias) of the one layer that equals these in a row."""
    ### BEGIN SOLUTION
    weight, bias = weights[0], biases[0]
    for next_weight, next_bias in zip(weights[1:], biases[1:], strict=True):
        weight, bias = weight @ next_weight, bias @ next_weight + next_bias
    return weight, bias
    ### END SOLUTION


# %% check="collapse"
check(collapse)

# %% [markdown]
r"""
### Experiment: your `collapse`, fifty layers deep

The theorem is exact for real numbers. In float64 each product rounds, so the two networks differ
by some multiples of $10^{-16}$. The right-hand picture walks along a straight line through input
space and plots the first output: ten linear layers leave it straight, ten layers with ReLU bend it.
"""

# %% tags=["play"]
with needs(collapse):
    collapsed = linear_collapse.run(collapse)
    linear_collapse.plot(collapsed)
    plt.show()
    display(linear_collapse.compare(collapsed))

# %% [markdown]
r"""
## 4 · XOR: the smallest thing a line cannot do

| $x_1$ | $x_2$ | XOR |
|:-:|:-:|:-:|
| 0 | 0 | 0 |
| 0 | 1 | 1 |
| 1 | 0 | 1 |
| 1 | 1 | 0 |

Let $p = xW + b$ be any linear layer with one output. The corners of a square lie so that

$$p_{00} + p_{11} = p_{01} + p_{10} =: s. \tag{1}$$

Everything follows from this one identity.

**No line separates.** Below ½ at the zeros means $p_{00} + p_{11} < 1$; above ½ at the ones means
$p_{01} + p_{10} > 1$. By (1) the two sums are the same number.

**The best mean squared error is ¼.** For a fixed sum, two squares are least when they are equal,
so

$$p_{00}^2 + p_{11}^2 + (1-p_{01})^2 + (1-p_{10})^2 \;\ge\; \tfrac{s^2}{2} + \tfrac{(2-s)^2}{2} \;\ge\; 1,$$

the last with equality at $s = 1$ alone. A quarter of it is the mean: ¼, reached only where all four
outputs are ½.

**The best log-loss is ln 2.** Now let the output be a *logit* $z$: the predicted probability of a 1 is $1/(1+e^{-z})$
(notebook 03). The log-loss of one point is minus the logarithm of the probability that its right answer got. With
$\ell(z) = \ln(1 + e^z)$ that is $\ell(z)$ for a 0 and $\ell(-z)$ for a 1, so the mean loss is
$\tfrac14[\ell(z_{00}) + \ell(z_{11}) + \ell(-z_{01}) + \ell(-z_{10})]$, and $\ell$ is convex, so the same
two steps give

$$\text{loss} \;\ge\; \tfrac12\left[\ell(\tfrac s2) + \ell(-\tfrac s2)\right] \;\ge\; \ell(0) = \ln 2 \approx 0.693.$$

That is the loss of a coin. And by section 3, a *deep* linear network does no better.

### One hidden ReLU layer

Now put $f(z) = \max(z, 0)$ between two linear layers. This network has no training behind it; it was found
by thought (Goodfellow, Bengio & Courville 2016, §6.1):

$$h = \max\!\left(0,\; x\begin{pmatrix}1&1\\1&1\end{pmatrix} + \begin{pmatrix}0&-1\end{pmatrix}\right), \qquad y = h\begin{pmatrix}1\\-2\end{pmatrix}.$$

Its first hidden unit counts the ones; its second is 1 only if there are two of them. So $y$ is the count, minus
2 where it went too far. Run it with your own layer:
"""

# %% tags=["play"]
with needs(linear_forward):
    x, labels = xor()
    z = linear_forward(x, np.ones((2, 2)), np.array([0.0, -1.0]))
    h = np.maximum(z, 0)
    y = linear_forward(h, np.array([[1.0], [-2.0]]), np.zeros(1))
    print("    x            z            h          y   XOR")
    for row in zip(x, z, h, y[:, 0], labels, strict=True):
        print("{!s:>9} {!s:>12} {!s:>11} {:>7.0f} {:>4}".format(*row))

# %% [markdown]
r"""
### Experiment: XOR with and without

Left: the best line has nothing to say. Middle: the hidden layer has moved the points. $(0,0)$ would
have gone to $(0,-1)$, in line with the others; ReLU lifts it to $(0,0)$, the three places
no longer lie on one line, and the output layer can part them. Right: the same boundary, seen in input space.
"""

# %% tags=["play"]
fits = xor_experiment.run()
xor_experiment.plot(fits)
plt.show()
xor_experiment.compare(fits)

# %% [markdown]
r"""
Of the 16 truth tables that two inputs can have, a line manages 14. XOR and its negation are the other two.

Read the last rows too. Two hidden units are enough *to represent* XOR, but from a random start training finds
such a solution only sometimes; with more units nearly always. What a network can represent and what training
finds are two questions. This course keeps them apart.

### Play: how much of a kink does it take?

Below, the activation is $\max(z, a z)$: slope 1 above zero, slope $a$ below. At $a = 0$ it is ReLU; at $a = 1$ it is
no activation at all. Try 0.5, 0.9, 0.99, then 1. When does XOR stop being solvable?
"""

# %% tags=["play"]
slope_below_zero = 0.5  # try 0, 0.5, 0.9, 0.99 and 1

xor_experiment.plot_fold(slope_below_zero)
plt.show()

# %% [markdown]
r"""
<details><summary>What you should see</summary>

It stays solvable at every $a \ne 1$, and fails at $a = 1$ exactly: the least kink is enough *in principle*.
But the three hidden places come ever closer to one line, so the output weights grow without
bound. A nearly linear activation is a poor one in practice.

</details>
"""

# %% [markdown]
r"""
## 5 · What the boundary looks like

Two spirals. A linear boundary is one straight cut, however deep the network that draws it. ReLU layers
draw a line with many bends.
"""

# %% tags=["play"]
rng = np.random.default_rng(0)
networks = {
    "one linear layer": [Linear(2, 2, rng)],
    "three linear layers": [Linear(2, 32, rng), Linear(32, 32, rng), Linear(32, 2, rng)],
    "three, with ReLU between": [
        Linear(2, 32, rng),
        ReLU(),
        Linear(32, 32, rng),
        ReLU(),
        Linear(32, 2, rng),
    ],
}


def train_and_draw(ax, name, layers):
    data = two_spirals()
    network, loss = Sequential(layers), CrossEntropyLoss()
    adam = Adam(network, lr=0.01)
    fit(network, loss, adam, data, epochs=100, batch_size=20, rng=rng)
    shade_classes(ax, lambda at: np.diff(network.forward(at))[:, 0], -1.15, 1.15)
    scatter_classes(ax, data.x_test, data.y_test, size=4)
    percent = accuracy(network, data.x_test, data.y_test)
    ax.set(title=f"{name}\ntest accuracy {percent:.0f} %", xticks=[], yticks=[])


_, axes = figure(columns=3, height=3.5)
for ax, (name, layers) in zip(axes, networks.items(), strict=True):
    train_and_draw(ax, name, layers)
plt.show()

# %% [markdown]
r"""
## 6 · Does it matter on a real task?

On an easy one it hardly does: on the handwritten digits of MNIST a single linear layer gets 94 % right, and the
activation seems a detail. **MNIST-1D** (Greydanus & Kobak 2024, who give that figure too) was made to be hard for a line and
small enough for a laptop: ten templates, each padded, stretched, moved, sheared and
drowned in noise, until 40 numbers are left. We make 4000 examples to train on and 1000 to test; nothing is
downloaded.
"""

# %% tags=["play"]
mnist1d_depth.plot_examples()
plt.show()

# %% [markdown]
r"""
### Experiment: depth with and without activation

Network P of section 1 (with softmax in its loss it is called *logistic regression*), Q (the *deep linear network*)
and Q with ReLU; the same optimiser, the same number of epochs, five seeds. It takes some seconds.
"""

# %% tags=["play"]
race = mnist1d_depth.run()
mnist1d_depth.plot(race)
plt.show()
mnist1d_depth.compare(race)

# %% [markdown]
r"""
Thirty-seven times the numbers, the same accuracy: that is the theorem, measured. Two ReLU layers, which
add no number at all, double it.

## 7 · Outlook: how far does this reach?

Very far. One hidden unit with ReLU is a hinge: flat, then sloped. Add up hinges and you
get any line with bends; with enough bends it comes as near as you like to any continuous curve. Below, hinges
at even distances, their heights found by least squares:
"""

# %% tags=["play"]
x = np.linspace(-np.pi, np.pi, 400)[:, None]
target = np.sin(x) + 0.3 * np.cos(3 * x)
_, axes = figure(columns=3, height=2.9)
for ax, units in zip(axes, (3, 6, 24), strict=True):
    starts = np.linspace(-np.pi, np.pi, units, endpoint=False)
    hinges = np.maximum(x - starts, 0)
    hidden = np.hstack([hinges, np.ones_like(x)])  # ones: the output's bias
    approximation = hidden @ np.linalg.lstsq(hidden, target)[0]
    ax.plot(x, target, **line(0), label="target")
    ax.plot(x, approximation, **line(1), label="network")
    error = np.abs(approximation - target).max()
    ax.set(title=f"{units} ReLU units\nlargest error {error:.3f}", xlabel="x")
axes[0].legend()
plt.show()

# %% [markdown]
r"""
This is the **universal approximation theorem** at work: one hidden layer, wide enough, approximates any
continuous function on a bounded closed region as closely as you ask (Cybenko 1989; Hornik, Stinchcombe & White 1989). Among
continuous activations it holds for exactly those that are not polynomials (Leshno, Lin, Pinkus & Schocken 1993). It does *not* say how
wide, nor that training finds the weights. Notebook 07 builds such networks by hand.
"""

# %% [markdown]
r"""
## 8 · Review questions

Replace `...` by the letter of your answer, in quotes.

**Question 1.** A network has ten linear layers, each 40 → 40, and nothing between them. Which
functions can it represent?

- (a) Ten times as many as one 40 → 40 linear layer, since it has ten times the parameters.
- (b) Those of one 40 → 40 linear layer, and no others.
- (c) Polynomials of degree ten in its inputs.
- (d) Any continuous function, if the weights are large enough.
"""

# %% question="collapse_depth"
collapse_depth = "b"

# %% check="collapse_depth"
check(collapse_depth=collapse_depth)

# %% [markdown]
r"""
**Question 2.** Where does an activation layer sit in a network?

- (a) Before the first linear layer, to scale the data.
- (b) Between a layer's weight and its bias: $f(xW) + b$.
- (c) After a linear layer; its output is the next layer's input.
- (d) After the loss, where it sets the size of the step.
"""

# %% question="activation_place"
activation_place = "c"

# %% check="activation_place"
check(activation_place=activation_place)

# %% [markdown]
r"""
**Question 3.** A linear layer is fitted to the four points of XOR by least squares. Which is true?

- (a) Its mean squared error is ¼, and it answers ½ at all four points.
- (b) Its mean squared error is 0 after enough steps.
- (c) Its mean squared error is ½, because it gets two points of four wrong.
- (d) It depends on the initial weights in which minimum it ends.
"""

# %% question="xor_best_line"
xor_best_line = "a"

# %% check="xor_best_line"
check(xor_best_line=xor_best_line)

# %% [markdown]
r"""
**Question 4.** Which of these, placed between two linear layers, adds nothing to what the network can
represent?

- (a) $f(z) = \max(z, 0)$
- (b) $f(z) = z^2$
- (c) $f(z) = \max(z, 0.99\,z)$
- (d) $f(z) = 3z - 2$
"""

# %% question="useless_activation"
useless_activation = "d"

# %% check="useless_activation"
check(useless_activation=useless_activation)

# %% [markdown]
r"""
**Question 5.** Why is the gradient of the bias a *sum* over the batch?

- (a) To make it larger, so that the bias learns faster.
- (b) Because the same bias is added in every row, so the loss depends on it through every row.
- (c) By convention; the mean over the batch is just as right for the same loss.
- (d) Because the bias has as many entries as the batch has rows.
"""

# %% question="bias_gradient"
bias_gradient = "b"

# %% check="bias_gradient"
check(bias_gradient=bias_gradient)

# %% [markdown]
r"""
**Question 6.** What does the universal approximation theorem promise of a network with one hidden layer?

- (a) Gradient descent finds the best weights, if it runs long enough.
- (b) Deeper networks are not needed, since a hidden layer of moderate width is enough in practice.
- (c) It will do well on inputs that it has not seen.
- (d) For every continuous function on a bounded closed region, and every tolerance, some width and some weights meet it.
"""

# %% question="approximation_promise"
approximation_promise = "d"

# %% check="approximation_promise"
check(approximation_promise=approximation_promise)

# %% [markdown]
r"""
## Glossary

- **Activation function** — a non-linear function that a network applies to the outputs of a linear layer, most often to each by itself.
- **Activation layer** — the layer that applies an activation function: it comes after a linear layer and feeds the next one.
- **Affine map** — a map of the form $x \mapsto xW + b$; what a linear layer computes.
- **Backward pass** — the computation of the loss's gradient, from the output back to the input, layer by layer.
- **Batch** — the examples that pass through a network together, one per row.
- **Bias** — the numbers $b$ that a linear layer adds to every row, one for each output.
- **Decision boundary** — the set of inputs at which a classifier's answer changes.
- **Epoch** — one pass of training over all examples.
- **Forward propagation** — running a network from its input to its output, each layer taking the output of the one before; also *forward pass*.
- **Gradient** — the slopes of the loss with respect to all entries of an array; it has the array's shape.
- **Gradient descent** — training by small steps, each against the gradient of the loss.
- **Hidden layer** — a layer whose output is neither the network's input nor its answer.
- **Linear layer** — the layer that computes $xW + b$, with weight $W$ and bias $b$ learned in training.
- **Linearly separable** — said of two classes that a straight line (a hyperplane) can part without error.
- **Log-loss** — the loss of a predicted probability $p$: $-\ln p$ if the event occurs, $-\ln(1-p)$ if not.
- **Logit** — a number that a sigmoid or a softmax turns into probabilities: for a sigmoid the log-odds, for softmax a score of which only differences count.
- **Loss** — one number that says how wrong a network is; training makes it smaller.
- **Mean squared error** — the mean of the squared differences between what a network answers and what is right.
- **MNIST-1D** — a task made for small experiments: curves of 40 points, each one of ten patterns that stand for the digits, distorted at random.
- **Neural network** — a function built of layers, linear and non-linear by turns, whose parameters are learned from data.
- **Parameter** — a number that training changes: an entry of a weight or a bias.
- **Pre-activation** — the number that goes into an activation function: the output of the linear layer before it.
- **Universal approximation theorem** — one hidden layer with an activation that is continuous and not a polynomial, wide enough, approximates any continuous function on a bounded closed region as closely as wanted.
- **Upstream gradient** — $\partial L/\partial y$, the gradient of the loss with respect to a layer's output, which the layer receives from the one after it (`grad_output`; CS231n calls it `dout`).
- **Weight** — the matrix $W$ of a linear layer, one row for each input and one column for each output.
- **XOR** — the answer 1 if exactly one of two inputs is 1, else 0.

**Sources** Cybenko 1989 · Hornik, Stinchcombe & White 1989 · Leshno, Lin, Pinkus & Schocken 1993 · Saxe, McClelland & Ganguli
2014 (arXiv:1312.6120) · Goodfellow, Bengio & Courville 2016 · Greydanus & Kobak 2024 (arXiv:2011.14439)
"""
