# %% [markdown]
r"""
# 04 · Softmax and cross-entropy

Ten classes, ten scores, one answer. Softmax turns the scores into probabilities, and cross-entropy says what they are worth. Together they have the simplest gradient in deep learning: prediction minus truth. Taken apart, each of them has its traps.

**After this notebook you can**

- derive softmax from log-odds, and say why only differences of scores count;
- write softmax, log-softmax and cross-entropy so that no score from −1000 to 1000 overflows;
- derive softmax's Jacobian, and explain why $p(1-p)$ is only its diagonal;
- derive the gradient $p - y$ of cross-entropy, and say what every fresh network's loss must be;
- tell by its loss that a network applies softmax twice, and choose the right output layer.

**Time** about 75 minutes: 45 to read, 30 to write.

**You need** the sigmoid, log-odds and upstream gradients (notebook [03](03_sigmoid_and_tanh.ipynb)), partial derivatives, and NumPy's `axis`.
"""

# %%
import matplotlib.pyplot as plt
import numpy as np

from autograder import check
from course import engine
from course.experiments import (
    double_softmax,
    initial_loss,
    softmax_jacobian,
    softmax_overflow,
    two_classes,
)
from course.plots import figure, line, needs, show_extremes

# %% [markdown]
r"""
## 1 · Predict first

Write down an answer to each before you open it.

1. One network gives its three classes the scores 1, 2, 3; another gives them 101, 102, 103. Which is surer of its answer?
2. A network for 1000 classes has just been initialised. What is its loss, before any training?
3. Somebody puts a softmax layer in front of a loss that applies softmax itself. There are ten classes. How small can the loss become?

<details><summary>Reveal 1</summary>

Neither. Softmax sees only differences of scores, and these are the same.

</details>
<details><summary>Reveal 2</summary>

About 6.91. It can only guess, and a guess among $C$ classes costs $\ln C$.

</details>
<details><summary>Reveal 3</summary>

1.46, even if every prediction is certain and right. The network learns slowly, too; with ten times the learning rate it may still get 97 % right, which hides the mistake.

</details>
"""

# %% [markdown]
r"""
## 2 · From scores to probabilities

The last linear layer of a classifier returns one number for each class. They are called **scores** or **logits**, $z_1, \dots, z_C$, and may be anything. We want probabilities: $p_i > 0$ with $\sum_i p_i = 1$.

For two outcomes, notebook 03 read a score as log-odds. Keep that idea. Let the *difference* of two scores be the log-odds between their classes:

$$z_i - z_j = \ln\frac{p_i}{p_j} \qquad\text{for every pair } i, j.$$

Exponentiate: $p_i / p_j = e^{z_i} / e^{z_j}$. So $p_i$ is proportional to $e^{z_i}$. The factor follows from the sum, which must be 1:

$$\boxed{\;p_i = \operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}\;}$$

Bridle (1990) gave it its name: a soft version of "the winner takes all". The largest score gets most, and the others still get something.
"""

# %% tags=["play"]
scores, names = np.array([2.0, 1.0, -1.0, 0.5]), ["cat", "dog", "car", "tree"]
fig, axes = figure(columns=3, height=2.5, width=9.0)
steps = [
    (scores, "scores z"),
    (np.exp(scores), "exponentials"),
    (engine.softmax(scores), "divided by their sum"),
]
for i, (ax, (values, title)) in enumerate(zip(axes, steps, strict=True)):
    ax.bar(names, values, color=line(i)["color"])
    ax.set(title=title, ylim=(min(0, 1.3 * values.min()), 1.2 * values.max()))
    for name, value in zip(names, values, strict=True):
        ax.text(name, max(value, 0), f"{value:.2f}", ha="center", va="bottom")

# %% [markdown]
r"""
| | |
|---|---|
| **range** | each output in $(0, 1)$; together they sum to 1 |
| **slope** | a matrix: each output depends on every score (section 5) |
| **cost** | an exponential for each score, one sum, one division |
| **strength** | a probability for each class, and with cross-entropy a gradient that never fades on a mistake |
| **failure** | large scores overflow (section 4); a sure output is saturated, and blocks any gradient that does not come from a logarithm |

Three properties to know by heart.

- **Only differences count.** Add $c$ to every score: $e^c$ appears in the numerator and in every term of the denominator, and cancels.
- **Order is kept.** The largest score gets the largest probability. To find the predicted class you need no softmax: `argmax` of the scores is enough.
- **Rows do not mix.** In a batch every row is an example of its own. Softmax is the first activation of this course that does *not* work number by number; it works row by row.

### Two classes: the sigmoid again

$$\operatorname{softmax}(z)_1 = \frac{e^{z_1}}{e^{z_1}+e^{z_2}} = \frac{1}{1+e^{-(z_1-z_2)}} = \sigma(z_1 - z_2) .$$

With two classes, softmax *is* the sigmoid of the difference. One of the two scores is superfluous.

<details><summary>Predict: two classifiers start alike, one with two scores and softmax, one with one score and a sigmoid. Same data, same learning rate. Do they stay alike?</summary>

No. A step moves both scores, one up and one down, so their difference moves twice as far. Give the sigmoid *twice* the learning rate, and the two classifiers agree to the last digit.

</details>
"""

# %% tags=["play"]
pair = two_classes.run()
two_classes.plot(pair)
plt.show()
two_classes.compare(pair)

# %% [markdown]
r"""
## 3 · Temperature

Divide all scores by a number $T > 0$, the **temperature**, before softmax:

$$p_i = \frac{e^{z_i/T}}{\sum_j e^{z_j/T}} .$$

The name comes from physics, where the same formula says how likely a state of energy $-z_i$ is at temperature $T$. Heat evens out: for $T \to \infty$ all classes become equally likely. Cold sharpens: for $T \to 0$ the winner takes all. The order never changes.

Language models draw their next word from a softmax. A low temperature makes them repeat what is safe, a high one makes them ramble. Hinton, Vinyals & Dean (2015) train a small network on the softened outputs of a large one: at $T > 1$ the runners-up become visible, and they say which mistakes are nearly right.
"""

# %% tags=["play"]
fig, axes = figure(columns=4, height=2.4, width=9.0)
for ax, temperature in zip(axes, (0.2, 1, 3, 100), strict=True):
    ax.bar(names, engine.softmax(scores, temperature=temperature), color=line(0)["color"])
    ax.set(title=f"T = {temperature:g}", ylim=(0, 1.05))

# %% [markdown]
r"""
## 4 · A formula is not yet a program

The formula is one line of NumPy. Look what becomes of it.
"""


# %% tags=["play"]
def naive_softmax(z):
    powers = np.exp(z)
    return powers / powers.sum()


show_extremes(naive_softmax, at=(-1, 0, 1))
show_extremes(naive_softmax, at=(998, 999, 1000))
show_extremes(naive_softmax, at=(-1002, -1001, -1000))

# %% [markdown]
r"""
All three rows have the same differences, so the same answer is right for all of them. The second row divides ∞ by ∞, for `np.exp` overflows beyond 709.78. The third divides 0 by 0: all three exponentials underflow.

The cure follows from "only differences count". Subtract from each row its largest score $m$:

$$p_i = \frac{e^{z_i - m}}{\sum_j e^{z_j - m}}, \qquad m = \max_j z_j .$$

Now no exponent is positive, so nothing overflows. And one exponent is exactly 0, so that the sum is at least 1: no division by 0. The rest may underflow to 0, quietly and rightly.

> **A trap.** The maximum must be each *row's* own. A row that lies 1000 below the largest entry of the whole batch would underflow to 0/0.

> **Another trap.** `z.max(axis=-1)` of a `(5, 3)` array has shape `(5,)`. NumPy lines shapes up from the right, so it would pair those 5 numbers with the 3 columns, and fail. If there are as many rows as columns it does not even fail: it gives wrong numbers. `keepdims=True` keeps the axis, with length 1:

| | shape | `z - …` |
|---|---|---|
| `z` | `(5, 3)` | |
| `z.max(axis=-1)` | `(5,)` | fails |
| `z.max(axis=-1, keepdims=True)` | `(5, 1)` | each row minus its own maximum |
"""

# %% [markdown]
r"""
### The contract of all six exercises

- **A row is an example.** Softmax and log-softmax take any number of axes, 1-D and 3-D arrays, and batches without a single row. Logits of cross-entropy are `(N, C)`, labels are `(N,)`: whole numbers from 0 to $C-1$.
- **float32 in → float32 out**; otherwise float64. Whole numbers are fine as scores.
- **Inputs are never modified.**
- `softmax`, `log_softmax` and `cross_entropy` must take **scores from −1000 to 1000 without overflow or warning.**
- You write them yourself: SciPy's `softmax`, `log_softmax` and `logsumexp` are not available while the check runs.

### Exercise 1 · `softmax`

Return the softmax of $z/T$ along `axis`, stable from −1000 to 1000.

<details><summary>Hint 1: nudge</summary>

Four steps: temperature, shift, exponential, normalisation. Each returns an array of the shape of `z`.

</details>
<details><summary>Hint 2: approach</summary>

Two of the steps need a number for each row: the largest entry, and the sum. Both reduce along `axis`, which is the caller's choice, and both must keep that axis.

</details>
<details><summary>Hint 3: almost there</summary>

What must be 0 is the largest exponent, so divide by the temperature *before* you look for the maximum, or divide what is left after the shift.

</details>
"""


# %% exercise="softmax"
def softmax(z, axis=-1, temperature=1.0):
    """e^(z/T) / Σ e^(z/T) along `axis`; stable up to ±1000."""
    ### BEGIN SOLUTION
    shifted = (z - np.max(z, axis=axis, keepdims=True)) / temperature
    powers = np.exp(shifted)
    return powers / np.sum(powers, axis=axis, keepdims=True)
    ### END SOLUTION


# %% check="softmax"
check(softmax)

# %% [markdown]
r"""
Your function, with the temperature on a dial: four classes, from freezing to boiling. Where does each curve end on the right, and why?
"""

# %% tags=["play"]
temperatures = np.geomspace(0.05, 50, 101)
with needs(softmax):
    shares = np.array([softmax(scores, temperature=t) for t in temperatures])
    _, (ax,) = figure(height=3.0, width=6.5)
    for i, name in enumerate(names):
        label = f"{name}, score {scores[i]:g}"
        ax.plot(temperatures, shares[:, i], label=label, **line(i))
    ax.set(xscale="log", xlabel="temperature T", ylabel="probability")
    ax.legend(frameon=False)
    plt.show()

# %% [markdown]
r"""
## 5 · The slope is a matrix

Raise one score, and *every* probability of its row changes: one rises, the others make room. So softmax has no slope $f'(x)$; it has a **Jacobian**, the table of all $\partial p_i/\partial z_j$.

Write $S = \sum_k e^{z_k}$, so that $p_i = e^{z_i}/S$ and $\partial S/\partial z_j = e^{z_j}$. By the quotient rule:

$$\begin{aligned}
i = j: &\quad \frac{\partial p_i}{\partial z_i} = \frac{e^{z_i} S - e^{z_i} e^{z_i}}{S^2} = p_i\,(1 - p_i) \\[4pt]
i \ne j: &\quad \frac{\partial p_i}{\partial z_j} = \frac{0 - e^{z_i} e^{z_j}}{S^2} = -p_i\,p_j
\end{aligned}$$

Both cases in one line, with $\delta_{ij} = 1$ if $i = j$ and 0 otherwise:

$$\boxed{\;\frac{\partial p_i}{\partial z_j} = p_i\,(\delta_{ij} - p_j)\;}$$

The diagonal looks like the sigmoid's slope, $p(1-p)$. Many programs stop there. But the matrix has a property that its diagonal alone has not: **its rows and columns add up to 0**, since the probabilities always add up to 1. What one class gains, the others lose. The diagonal is positive, everything else is negative; so exactly *half* of the matrix, counted in absolute values, lies beside the diagonal.

<details><summary>Predict: a network for ten digits is trained with the diagonal alone. How good does it become?</summary>

It ends at 10 %: chance. With the full matrix the same network is beyond 80 % after the same hundred steps. The next picture shows it, the text below it says why.

</details>
"""

# %% tags=["play"]
matrix = softmax_jacobian.run()
softmax_jacobian.plot(matrix)
plt.show()
softmax_jacobian.compare(matrix)

# %% [markdown]
r"""
**Why is it so bad?** With cross-entropy, the upstream gradient is $-1/p$ at the true class and 0 elsewhere. The diagonal passes it on to the true class only: *raise this score*. That is right. But no wrong class is ever told to fall. Over the batches every class is the true one now and then, so all scores rise, for ever: after a hundred steps their mean stands at some millions. The full Jacobian keeps the sum of each row's gradient at 0, and the mean of the scores where it was.

### The backward pass

The chain rule sums over all outputs that a score reaches. With $g_i = \partial L/\partial p_i$:

$$\frac{\partial L}{\partial z_j} = \sum_i g_i\,\frac{\partial p_i}{\partial z_j} = \sum_i g_i\,p_i\,(\delta_{ij} - p_j) = p_j\,g_j - p_j \sum_i g_i\,p_i ,$$

$$\boxed{\;\frac{\partial L}{\partial z} = p \odot \bigl(g - \textstyle\sum_i g_i\,p_i\bigr)\;}$$

No matrix is needed. The sum is one number for each row: the **average** of the upstream gradient, weighted with the probabilities. A score gets a gradient by how far its class lies above that average.

Two things can be read off. If $g$ is the same for all classes, nothing lies above the average, and the gradient is 0: this is why a test with `grad_output` of ones tests nothing. And where $p$ is nearly one-hot, the gradient is nearly 0 as well: softmax **saturates**. (At a temperature $T$ everything is divided by $T$; the exercise has $T = 1$.)

### Exercise 2 · `softmax_backward`

Return $\partial L/\partial z$ from `grad_output` and the output `y` $= \operatorname{softmax}(z)$, along the last axis.

<details><summary>Hint 1: nudge</summary>

Compute the row's average first. What is its shape, for a batch of rows?

</details>
<details><summary>Hint 2: approach</summary>

`y` is the output already, the $p$ of the formula: softmax is not needed any more.

</details>
<details><summary>Hint 3: almost there</summary>

The average is a sum along the last axis, of a product. It must line up with the rows: you know the trap.

</details>
"""


# %% exercise="softmax_backward"
def softmax_backward(grad_output, y):
    """∂L/∂z from ∂L/∂y and y = softmax(z), along the last axis."""
    ### BEGIN SOLUTION
    average = np.sum(grad_output * y, axis=-1, keepdims=True)
    return y * (grad_output - average)
    ### END SOLUTION


# %% check="softmax_backward"
check(softmax_backward)

# %% [markdown]
r"""
## 6 · Log-softmax: never take the logarithm of 0

A loss needs $\ln p$. Taking `np.log` of a softmax fails where it matters most: a probability of $e^{-1000}$ is exactly 0 in floating point, and its logarithm is $-\infty$, although $\ln p = -1000$ is an ordinary number. So take the logarithm on paper:

$$\ln p_i = \ln\frac{e^{z_i - m}}{\sum_j e^{z_j - m}} = (z_i - m) - \ln\sum_j e^{z_j - m} .$$

In the first term logarithm and exponential have cancelled. In the second the sum is between 1 and $C$, so its logarithm is harmless. ($\ln\sum_j e^{z_j}$ has a name, **log-sum-exp**: a smooth version of the maximum.)

### Exercise 3 · `log_softmax`

Return $\ln\operatorname{softmax}(z)$ along the last axis, stable from −1000 to 1000.

<details><summary>Hint 1: nudge</summary>

Your `softmax` is of no use here. Why not?

</details>
<details><summary>Hint 2: approach</summary>

Shift the rows first, and keep the shifted scores under a name: they occur twice.

</details>
<details><summary>Hint 3: almost there</summary>

For $z = (1, 2, 4)$ the answer is about $(-3.17, -2.17, -0.17)$. All entries are negative, and neighbours differ as the scores do. If yours are larger by 4, the maximum was subtracted in one of the two places only.

</details>
"""


# %% exercise="log_softmax"
def log_softmax(z):
    """ln softmax(z) along the last axis; stable up to ±1000."""
    ### BEGIN SOLUTION
    shifted = z - np.max(z, axis=-1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))
    ### END SOLUTION


# %% check="log_softmax"
check(log_softmax)


# %% tags=["play"]
def log_of_softmax(z):
    return np.log(engine.softmax(z))


show_extremes(log_of_softmax, at=(-400, 0, 400))
show_extremes(log_softmax, at=(-400, 0, 400))

# %% [markdown]
r"""
### Its backward pass

From $\ln p_i = z_i - \ln\sum_k e^{z_k}$, and since the derivative of the second term is $e^{z_j}/\sum_k e^{z_k} = p_j$:

$$\frac{\partial \ln p_i}{\partial z_j} = \delta_{ij} - p_j , \qquad\qquad
\frac{\partial L}{\partial z_j} = \sum_i g_i\,(\delta_{ij} - p_j) = g_j - p_j \sum_i g_i .$$

Compare with softmax: the factor $p_i$ is gone, because $(\ln p)' = 1/p$ has cancelled it. That is the whole secret of training classifiers. Even if $p_i$ is $10^{-300}$, the slope $1 - p_i$ is 1.

### Exercise 4 · `log_softmax_backward`

Return $\partial L/\partial z$ from `grad_output` and the output `log_y` $= \ln\operatorname{softmax}(z)$, along the last axis.

<details><summary>Hint 1: nudge</summary>

The formula has $p$ in it, and you are handed its logarithm.

</details>
<details><summary>Hint 2: approach</summary>

Here the upstream gradient is summed plainly; the weight stands before the sum. In softmax's backward it is the other way round.

</details>
<details><summary>Hint 3: almost there</summary>

Each row of your answer must add up to 0, whatever `grad_output` is.

</details>
"""


# %% exercise="log_softmax_backward"
def log_softmax_backward(grad_output, log_y):
    """∂L/∂z from ∂L/∂log_y and log_y = ln softmax(z), along the last axis."""
    ### BEGIN SOLUTION
    total = np.sum(grad_output, axis=-1, keepdims=True)
    return grad_output - np.exp(log_y) * total
    ### END SOLUTION


# %% check="log_softmax_backward"
check(log_softmax_backward)

# %% [markdown]
r"""
## 7 · Cross-entropy: the price of a surprise

How good is a prediction? Ask what probability it gave to what really happened. Over $N$ independent examples with labels $t_n$ these probabilities multiply, and the best network is the one that makes the product largest: **maximum likelihood**. Products of thousands of small numbers underflow. Their logarithms add up. Turn the sign, so that smaller is better, and take the mean:

$$L = -\frac1N \sum_{n=1}^N \ln p_{n,\,t_n} .$$

This is the **cross-entropy** loss. Each term is the surprise at one example:

| $p$ of the truth | 1 | 0.9 | 0.5 | 0.1 | 0.01 | 10⁻⁶ |
|---|---|---|---|---|---|---|
| costs $-\ln p$ | 0 | 0.11 | 0.69 | 2.30 | 4.61 | 13.8 |

Being unsure costs little, being sure and wrong costs a lot. (The name: written with one-hot rows $y$, 1 at the true class and 0 elsewhere, each term is $-\sum_i y_i \ln p_i$, the cross-entropy of $y$ and $p$.)

In code, the loss takes **logits**, not probabilities, and runs through log-softmax. So does PyTorch's `CrossEntropyLoss`. The labels are whole numbers; no one-hot row needs to be built.

### Exercise 5 · `cross_entropy`

Return the mean of $-\ln p$ at the labels: one number. `logits` is `(N, C)`, `labels` is `(N,)`.

<details><summary>Hint 1: nudge</summary>

One of your functions gives all the $\ln p$. What remains is to pick one entry of each row.

</details>
<details><summary>Hint 2: approach</summary>

`a[[0, 1, 2], [2, 0, 1]]` picks three entries: (0, 2), (1, 0) and (2, 1). The first list says which row, the second which column.

</details>
<details><summary>Hint 3: almost there</summary>

`np.arange` counts the rows. `a[:, labels]` is something else: it takes every label's column in every row.

</details>
"""


# %% exercise="cross_entropy"
def cross_entropy(logits, labels):
    """Mean of −ln softmax(logits)[label]; stable up to ±1000."""
    ### BEGIN SOLUTION
    rows = np.arange(len(labels))
    return -np.mean(log_softmax(logits)[rows, labels])
    ### END SOLUTION


# %% check="cross_entropy"
check(cross_entropy)

# %% [markdown]
r"""
### Prediction minus truth

What arrives at log-softmax from this loss? $L$ is the mean of $-\ln p$ at the labels, so the upstream gradient is $-\frac1N$ at each label and 0 elsewhere: $g = -\frac1N\,y$ with one-hot rows $y$. Each row of $g$ adds up to $-\frac1N$. Put it into the formula of exercise 4:

$$\frac{\partial L}{\partial z} = g - p \sum_i g_i = -\frac{y}{N} + \frac{p}{N},
\qquad\qquad \boxed{\;\frac{\partial L}{\partial z} = \frac{p - y}{N}\;}$$

Prediction minus truth. In section 10 of notebook 03 the same came out for the sigmoid, $\partial L/\partial x = y - t$; here it holds for any number of classes. A sure mistake has $p \approx 0$ where $y = 1$: its gradient has the full length, and does not fade. With squared error on the probabilities, the Jacobian of section 5 would stay in the formula; at a sure mistake it is nearly 0, and the network would be stuck with it.

### Exercise 6 · `cross_entropy_backward`

Return $\partial L/\partial z$, where $z$ are the `logits`: an array of their shape and dtype.

<details><summary>Hint 1: nudge</summary>

There are two good ways: the boxed line, or exercise 4 with the right upstream gradient.

</details>
<details><summary>Hint 2: approach</summary>

Subtracting a one-hot row means: subtract 1 in one column of each row. The indices of exercise 5 find it.

</details>
<details><summary>Hint 3: almost there</summary>

`np.zeros(logits.shape)` would be float64. An array that came from your `softmax` has the right dtype already, and it is yours to change.

</details>
"""


# %% exercise="cross_entropy_backward"
def cross_entropy_backward(logits, labels):
    """∂L/∂logits of the mean cross-entropy; of logits' shape and dtype."""
    ### BEGIN SOLUTION
    grad = softmax(logits)
    grad[np.arange(len(labels)), labels] -= 1
    return grad / len(labels)
    ### END SOLUTION


# %% check="cross_entropy_backward"
check(cross_entropy_backward)

# %% [markdown]
r"""
## 8 · Play: watch it learn

Three clouds of points, a linear layer with three outputs, and your functions. That is all of **softmax regression**. The loss starts at $\ln 3 = 1.10$, since all weights are 0. Shaded is how sure the classifier is: the darker, the larger the probability of the winner. Change `steps` to 1, 5 and 1000.
"""

# %% tags=["play"]
steps, learning_rate = 100, 0.1
rng = np.random.default_rng(0)
labels = np.arange(150) % 3
centres = np.array([[-1.5, -0.9], [1.5, -0.9], [0, 1.8]])
points = rng.normal(size=(150, 2)) + centres[labels]
weight, bias, losses = np.zeros((2, 3)), np.zeros(3), []
with needs(softmax, log_softmax, cross_entropy, cross_entropy_backward):
    for _ in range(steps):
        logits = points @ weight + bias
        losses.append(cross_entropy(logits, labels))
        grad = cross_entropy_backward(logits, labels)
        weight -= learning_rate * points.T @ grad
        bias -= learning_rate * grad.sum(axis=0)
    ticks = np.linspace(-5, 5, 151)
    p = softmax(np.stack(np.meshgrid(ticks, ticks), axis=-1) @ weight + bias)
    _, (left, right) = figure(columns=2, height=3.6, width=9.0)
    levels = np.linspace(1 / 3, 1, 7)
    sure = p.max(axis=-1)
    left.contourf(ticks, ticks, sure, levels, cmap="Greys", vmin=0.3, vmax=2)
    for i in range(3):
        style = line(i, marker=True) | {"linestyle": "", "mec": "white"}
        left.plot(*points[labels == i].T, **style)
    left.set(title=f"after {steps} steps", xlabel="feature 1", aspect="equal")
    left.set(ylabel="feature 2")
    right.plot(losses, **line(0))
    right.axhline(np.log(3), color="#222222", linewidth=0.8)
    right.text(steps, np.log(3), "ln 3", ha="right", va="top")
    right.set(title="loss", xlabel="step", ylim=(0, None))
    plt.show()

# %% [markdown]
r"""
## 9 · Experiment 1: the loss before the first step

With small weights in the last layer, all logits are nearly 0 and all classes nearly equally likely: $p = 1/C$, and

$$L = -\ln\frac1C = \ln C .$$

That is 2.303 for ten classes and 6.908 for a thousand. It is the first thing to look at when training begins. A larger first loss has a reason, and this is the usual one: logits that are too large. Suppose that they are normal with standard deviation $s$, and know nothing of the labels. Then $z_t$ is 0 on average, and for many classes $\sum_j e^{z_j} \approx C\,\mathbb E\,e^{z} = C\,e^{s^2/2}$, so that

$$L = \mathbb E\Bigl[\ln\sum_j e^{z_j} - z_t\Bigr] \approx \ln C + \frac{s^2}{2} .$$

The network is sure of something by chance, and pays for it. We measure both, and a network from Karpathy's lecture *makemore, part 3* (2022): 27 letters, all weights drawn from $N(0, 1)$, so that its logits have a standard deviation of 13.
"""

# %% tags=["play"]
before = initial_loss.run()
initial_loss.plot(before)
plt.show()
initial_loss.compare(before)

# %% [markdown]
r"""
**Left**: on the line, to the third digit. **Right**: the parabola holds while $s$ is small; beyond, the largest of the logits decides alone, and the loss grows in a straight line.

The lecture's network starts at 27.88 instead of $\ln 27 = 3.30$. Its first steps only make the logits smaller, and the curve of its loss looks like a hockey stick. One factor of 0.01 in the last layer saves them. Our networks scatter by about 2.5 around 27, as single networks do, and the published one lies among them.
"""

# %% [markdown]
r"""
## 10 · Experiment 2: softmax twice

`CrossEntropyLoss` takes logits. A network that ends in a softmax layer hands it probabilities instead, and gets a second softmax. Nothing fails and nothing warns. What happens?

**The loss has a floor.** The second softmax takes "logits" between 0 and 1. Even for a prediction that is certain and right, $(1, 0, \dots, 0)$, it returns only $e/(e + C - 1)$ for the truth:

$$L \ge \ln\Bigl(1 + \frac{C-1}{e}\Bigr) = 1.461 \text{ for ten classes.}$$

**The gradient has a lid.** It has to pass the Jacobian of the inner softmax. At the start, where $p = 1/C$, that Jacobian multiplies by $1/C$: the gradient is $C$ times too small. At a sure mistake it multiplies by almost 0, and the mistake is never corrected.

We train a small network on handwritten digits in both ways, and a third time with ten times the learning rate, to make up for the factor of ten.
"""

# %% tags=["play"]
twice = double_softmax.run()
double_softmax.plot(twice)
plt.show()
double_softmax.compare(twice)

# %% [markdown]
r"""
- **Left**: where the true class is far behind, one softmax gives the longest gradient, and two give none. The longest that two ever give is 0.36, a quarter of $\sqrt2$.
- **Middle**: no loss falls below the floor. With ten times the learning rate it comes to rest there, while the accuracy is fine. This is how the mistake is found in the wild: a loss that "is stuck at 1.46". With 4 classes the floor is 0.74; an issue on GitHub (SciCo, number 2) reports just that.
- **Right**: after 200 steps one softmax is beyond 90 %, two are near 30 %. Ten times the learning rate makes up for the start. It cannot bring back the gradient of sure mistakes: one of the five networks never answers "2" in its first 1300 steps.

Adam would hide the factor of ten, since it scales gradients by itself. It hides neither floor nor lid. On CIFAR-100 a user reports 37.6 % without the extra softmax and 25.4 % with it (github.com/Lornatang/pytorch-alexnet-cifar100, issue 4; one run each, not rechecked).
"""

# %% [markdown]
r"""
## 11 · Experiment 3: where the formulas break

Four programs for one formula, $-\ln p$ of a class whose score lies further and further behind.
"""

# %% tags=["play"]
limits = softmax_overflow.run()
softmax_overflow.plot(limits)
plt.show()
softmax_overflow.compare(limits)

# %% [markdown]
r"""
- **The limits are those of the number format**; no randomness, no spread. In float16, which graphics cards like, a score of 11.1 is enough.
- **The usual bandage**, $\ln(p + 10^{-12})$, hides the infinity and leaves the loss flat: no mistake costs more than 27.6, and where the loss is flat the gradient is 0.
- **A bandage can be recognised.** Caffe holds $p$ above the smallest normal float32, $2^{-126}$. So a network that is sure and wrong shows a loss of $126 \ln 2 = 87.3365$, however far its scores have run away. Users report that very number.
- **Log-softmax** needs no bandage.
"""

# %% [markdown]
r"""
## 12 · Where softmax belongs

Ask what the answer to *one example* looks like.

| the task | output layer | loss |
|---|---|---|
| exactly one of $C$ classes | none, or log-softmax: the loss takes logits | cross-entropy |
| yes or no | one logit | binary cross-entropy (sigmoid inside) |
| any number of $C$ labels at once | $C$ logits | binary cross-entropy for each |
| a number | none | squared error |

**Inside networks** softmax shares out attention: a transformer weighs all words of a text with a softmax over *positions*, and takes the weighted mean. There is no logarithm behind it there, so a softmax that is too sure blocks its gradient. That is why attention divides its scores by $\sqrt d$ (Vaswani et al. 2017), which is a temperature.

**In ordinary hidden layers** it is a poor activation: the units compete, and all but one fall silent.

**A softmax output is not a promise.** Modern networks are often surer than they are right. Guo et al. (2017) mend much of that after training, with one number: a temperature.
"""

# %% [markdown]
r"""
## 13 · Review questions

Replace `...` by the letter of your answer, in quotes.

**Question 1.** Softmax of $(1, 2, 3)$ is about $(0.09, 0.24, 0.67)$. What is softmax of $(101, 102, 103)$?

- (a) About $(0.33, 0.33, 0.34)$: the scores are nearly equal now.
- (b) Not defined: $e^{103}$ is too large.
- (c) The same.
- (d) About $(0, 0, 1)$: larger scores make it surer.
"""

# %% question="softmax_shift"
softmax_shift = "c"

# %% check="softmax_shift"
check(softmax_shift=softmax_shift)

# %% [markdown]
r"""
**Question 2.** A friend tests his `softmax_backward` with `grad_output = np.ones((2, 3))` and gets numbers like $10^{-17}$. What has he found?

- (a) Nothing: the sum of the outputs is always 1, so its gradient is 0 for a right function, too.
- (b) His softmax is saturated.
- (c) Rounding errors have eaten the gradient; in float128 it would be there.
- (d) A mistake: a right function would return ones.
"""

# %% question="softmax_constant_upstream"
softmax_constant_upstream = "a"

# %% check="softmax_constant_upstream"
check(softmax_constant_upstream=softmax_constant_upstream)

# %% [markdown]
r"""
**Question 3.** One example, three classes: softmax returns $(0.7, 0.2, 0.1)$, the label is 1. What is the gradient of the cross-entropy with respect to the logits?

- (a) $(0, -0.8, 0)$
- (b) $(-0.7, 0.8, -0.1)$
- (c) $(0.7, 0.2, 0.1)$
- (d) $(0.7, -0.8, 0.1)$
"""

# %% question="cross_entropy_gradient"
cross_entropy_gradient = "d"

# %% check="cross_entropy_gradient"
check(cross_entropy_gradient=cross_entropy_gradient)

# %% [markdown]
r"""
**Question 4.** A network for 100 classes has just been initialised. Its mean loss on a batch of 64 is 9.2. What do you conclude?

- (a) Nothing: $9.2 = 2 \ln 100$ is what to expect from 100 classes.
- (b) Its logits are too large: it is sure of something by chance. Make the last layer's weights smaller.
- (c) The learning rate is too large.
- (d) The loss is summed over the batch instead of averaged.
"""

# %% question="initial_loss_too_high"
initial_loss_too_high = "b"

# %% check="initial_loss_too_high"
check(initial_loss_too_high=initial_loss_too_high)

# %% [markdown]
r"""
**Question 5.** Ten classes. The accuracy on the *training* data is 99 %, and the training loss has come to rest at 1.47. What is the likely reason?

- (a) The network has learnt nothing yet.
- (b) Its last layer is a softmax, and the loss applies another one.
- (c) It overfits.
- (d) The learning rate is too large.
"""

# %% question="loss_with_a_floor"
loss_with_a_floor = "b"

# %% check="loss_with_a_floor"
check(loss_with_a_floor=loss_with_a_floor)

# %% [markdown]
r"""
**Question 6.** A picture may show a cat, a dog, both or neither. Which output layer suits the network that is to tell?

- (a) Two outputs and a softmax.
- (b) Two outputs and a ReLU.
- (c) Two outputs, each with a sigmoid of its own.
- (d) Four outputs and a softmax: no animal, cat, dog, both. It is the only way, and it works for any number of animals.
"""

# %% question="softmax_right_place"
softmax_right_place = "c"

# %% check="softmax_right_place"
check(softmax_right_place=softmax_right_place)

# %% [markdown]
r"""
## Glossary

- **Binary cross-entropy** — cross-entropy for a yes or no: the log-loss of one sigmoid, computed from the logit.
- **Cross-entropy** — the mean of $-\ln p$ over the examples, where $p$ is the probability that was given to the true class.
- **Jacobian** — the matrix of the derivatives of all outputs with respect to all inputs.
- **Label** — the number of an example's true class, from 0 to $C-1$.
- **Learning rate** — the factor by which training scales each step.
- **Log-softmax** — the logarithm of softmax, computed without computing softmax first.
- **Log-sum-exp** — $\ln\sum_j e^{z_j}$, a smooth version of the maximum, computed after a shift by the maximum.
- **Logit** — a number that a sigmoid or a softmax turns into probabilities: for a sigmoid the log-odds, for softmax a score of which only differences count.
- **Maximum likelihood** — the principle of choosing the parameters that make what was observed as probable as possible.
- **One-hot** — said of a row that is 1 at one place, the true class, and 0 elsewhere.
- **Score** — what the last linear layer returns for a class; another word for logit.
- **Softmax** — the function $e^{z_i}/\sum_j e^{z_j}$, which turns scores into probabilities that sum to 1.
- **Softmax regression** — a linear layer with softmax and cross-entropy; logistic regression for many classes.
- **Temperature** — the number by which scores are divided before softmax; a small one sharpens, a large one evens out.
- **Upstream gradient** — $\partial L/\partial y$, the gradient of the loss with respect to a layer's output, which the layer receives from the one after it (`grad_output`; CS231n calls it `dout`).

**Sources** Bridle 1990, *Probabilistic interpretation of feedforward classification network outputs* · Hinton, Vinyals & Dean 2015 (arXiv:1503.02531) · Guo, Pleiss, Sun & Weinberger 2017 (arXiv:1706.04599) · Vaswani et al. 2017 (arXiv:1706.03762) · CS231n, *Neural Networks 3* · Karpathy 2022, *makemore, part 3*
"""
