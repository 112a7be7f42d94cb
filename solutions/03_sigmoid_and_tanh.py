# %% [markdown]
r"""
# 03 · Sigmoid and tanh

The sigmoid turned neurons into something that calculus can train. Then it stopped deep networks from learning. This notebook shows how one function can do both.

**After this notebook you can**

- say where the sigmoid comes from, and read its output as odds;
- derive $\sigma' = \sigma(1-\sigma)$ and $\tanh' = 1 - \tanh^2$, and write both backward passes from the output alone;
- write both functions so that no input from −1000 to 1000 overflows;
- explain saturation, vanishing and exploding gradients in numbers, and say what ReLU and initialisation each mend;
- decide where sigmoid and tanh are still the right choice.

**Time** about 60 minutes: 35 to read, 25 to write.

**You need** the chain rule, NumPy's elementwise operations, and the words *forward*, *backward* and *upstream gradient* (notebooks [01](01_why_nonlinearity.ipynb) and [02](02_relu_family.ipynb)).
"""

# %%
import matplotlib.pyplot as plt
import numpy as np

from autograder import check
from course import engine
from course.experiments import naive_overflow, sigmoid_chain, tanh_saturation
from course.plots import figure, line, show_activation, show_extremes, show_together

# %% [markdown]
r"""
## 1 · Predict first

Write down an answer to each before you open it. A wrong guess is worth more than no guess.

1. A sigmoid unit is as steep as it can ever be. You raise its input by 0.1. How much does its output rise?
2. Ten layers of sigmoids are stacked. A gradient of length 1 enters at the output. How much of it reaches the first layer, at best?
3. What does NumPy say to `1 / (1 + np.exp(-x))` for `x = -1000`?

<details><summary>Reveal 1</summary>

About 0.025. The slope is never more than ¼.

</details>
<details><summary>Reveal 2</summary>

About one millionth: 0.25¹⁰ ≈ 9.5 × 10⁻⁷, if the weights neither help nor hinder.

</details>
<details><summary>Reveal 3</summary>

It answers 0, which is right, and warns of an overflow. Its twin `np.exp(x) / (1 + np.exp(x))` answers `nan` for `x = 1000`, which is wrong.

</details>
"""

# %% [markdown]
r"""
## 2 · Where the sigmoid comes from

A classifier computes a score $x = \mathbf{w}\cdot\mathbf{u} + b$ of its features $\mathbf{u}$: any real number. (As in notebook 02, $x$ is what goes into the activation and $y$ what comes out.) It should report a probability: a number between 0 and 1. What is the natural bridge?

Gamblers know one. The **odds** of an event with probability $p$ are $\frac{p}{1-p}$: nine to one for $p = 0.9$. Odds run from 0 to ∞. Their logarithm, the **log-odds**, runs over all real numbers, just as the score does. So let the score *be* the log-odds:

$$x = \ln\frac{p}{1-p} .$$

Solve for $p$. Exponentiate, $e^x (1-p) = p$, and collect $p$:

$$\boxed{\;p = \sigma(x) = \frac{e^x}{1+e^x} = \frac{1}{1+e^{-x}}\;}$$

This is the **logistic sigmoid**. It is not an arbitrary S-curve: it is the one function that reads a score as log-odds. Adding 1 to the score multiplies the odds by $e \approx 2.72$, wherever you start.

| odds | 1 : 99 | 1 : 9 | 1 : 1 | 9 : 1 | 99 : 1 |
|---|---|---|---|---|---|
| log-odds $x$ | −4.60 | −2.20 | 0 | 2.20 | 4.60 |
| probability $\sigma(x)$ | 0.01 | 0.10 | 0.50 | 0.90 | 0.99 |
"""

# %% tags=["play"]
p = np.linspace(0.004, 0.996, 497)
fig, (left, right) = figure(columns=2, height=3.0)
left.plot(p, np.log(p / (1 - p)), **line(0))
left.set(title="From probability to log-odds", xlabel="probability p")
left.set(ylabel="x = ln p/(1 − p)")
right.plot(np.log(p / (1 - p)), p, **line(1))
right.set(title="… and back: the sigmoid", xlabel="score x", ylabel="σ(x)")
for odds in (1 / 99, 1 / 9, 1, 9, 99):
    left.plot(odds / (1 + odds), np.log(odds), "o", color="#222222")
    right.plot(np.log(odds), odds / (1 + odds), "o", color="#222222")

# %% [markdown]
r"""
Three properties to know by heart.

- **Range** $(0, 1)$, and $\sigma(0) = \tfrac12$.
- **Symmetry** $\sigma(-x) = 1 - \sigma(x)$: swapping the two outcomes flips the sign of the log-odds. (Check: $\frac{1}{1+e^{x}} = \frac{e^{-x}}{e^{-x}+1} = 1 - \frac{1}{1+e^{-x}}$.)
- **Cost** one exponential per number, where ReLU needs a comparison.
"""

# %% [markdown]
r"""
## 3 · A formula is not yet a program

Both ways to write the sigmoid are right on paper. Look what a computer makes of them.
"""


# %% tags=["play"]
def first_form(x):
    return 1 / (1 + np.exp(-x))


def second_form(x):
    return np.exp(x) / (1 + np.exp(x))


show_extremes(first_form)
show_extremes(second_form)

# %% [markdown]
r"""
The largest float64 is about $1.8\times10^{308}$. Its logarithm is 709.78, so `np.exp(710)` **overflows** to infinity. In float32 the limit is 88.72.

- The first form computes $e^{-x}$. For $x = -1000$ that is infinite; $1/\infty = 0$ happens to be right, but the warning is real.
- The second form computes $e^{x}$. For $x = 1000$ it divides infinity by infinity: **NaN**, which then poisons every sum it enters.

Each form fails on one side only. So let the exponent never be positive. Put $u = e^{-|x|}$, a number between 0 and 1 that cannot overflow. Then

$$x \ge 0:\quad \sigma(x) = \frac{1}{1+e^{-x}} = \frac{1}{1+u}, \qquad x < 0:\quad \sigma(x) = \frac{e^{x}}{1+e^{x}} = \frac{u}{1+u} .$$

The denominators agree; only the numerator depends on the sign. For $x = -1000$ the exponential underflows to 0, quietly, and 0 is the right answer. A formula rearranged like this is called **numerically stable**.

> **A trap.** `np.where(condition, a, b)` computes *both* `a` and `b` in full and then chooses. It cannot shield you from an overflow in the branch that it throws away.
"""

# %% [markdown]
r"""
### The contract of all six exercises

- **Any shape**: 0-d, empty, 3-D. Every function works number by number and returns the shape it was given.
- **float32 in → float32 out**; otherwise float64.
- **Inputs are never modified.**
- `sigmoid` and `tanh` must take **x from −1000 to 1000 without overflow or warning.**
- In a backward pass, `grad_output` is the upstream gradient $\partial L/\partial y$, and `y` is **what the forward pass returned**, not its input.

### Exercise 1 · `sigmoid`

Return $\sigma(x)$ at every entry of $x$, stable from −1000 to 1000.

<details><summary>Hint 1: nudge</summary>

Which sign must an exponent have so that its exponential can never overflow?

</details>
<details><summary>Hint 2: approach</summary>

Compute the exponential once, of $-|x|$. The denominator is then the same on both sides. Only the numerator has two cases, and neither of them can overflow any more.

</details>
<details><summary>Hint 3: almost there</summary>

`np.where` is safe as soon as both of its branches are. The plain number 1 adopts the dtype of its partner; `np.ones(...)` or `np.zeros(...)` would be float64 unless you say otherwise.

</details>
"""


# %% exercise="sigmoid"
def sigmoid(x):
    """σ(x) = 1/(1 + e⁻ˣ) of every entry; stable up to ±1000."""
    ### BEGIN SOLUTION
    u = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, u) / (1 + u)
    ### END SOLUTION


# %% check="sigmoid"
check(sigmoid)

# %% tags=["play"]
show_extremes(sigmoid)

# %% [markdown]
r"""
## 4 · The slope, from the output

Differentiate $\sigma(x) = (1+e^{-x})^{-1}$ by the chain rule:

$$\sigma'(x) = -(1+e^{-x})^{-2}\cdot(-e^{-x}) = \frac{1}{1+e^{-x}}\cdot\frac{e^{-x}}{1+e^{-x}} .$$

The first factor is $\sigma(x)$. The second is $1 - \sigma(x)$. Hence

$$\boxed{\;\sigma'(x) = \sigma(x)\,\bigl(1-\sigma(x)\bigr) = y\,(1-y)\;}$$

Two gifts hide in this line.

- **The slope needs only the output.** The forward pass has computed $y$; the backward pass multiplies. No second exponential, and the input may be forgotten.
- **The slope is at most ¼.** $y(1-y)$ is a parabola with its peak at $y=\tfrac12$, that is at $x = 0$.

Far from 0 the curve is flat: the unit is **saturated**. Below, the shading begins where the slope has fallen to a tenth of its maximum, at $|x| \approx 3.64$.
"""

# %% tags=["play"]
x = np.linspace(-8, 8, 401)
fig, (left, right) = figure(columns=2, height=3.0)
left.plot(x, engine.sigmoid(x), **line(0))
left.set(title="σ(x)", xlabel="x")
right.plot(x, engine.sigmoid_derivative(x), **line(1))
right.set(title="σ′(x), never above ¼", xlabel="x", ylim=(0, 0.27))
for ax in (left, right):
    ax.axvspan(-8, -3.64, color="#bbbbbb", alpha=0.4)
    ax.axvspan(3.64, 8, color="#bbbbbb", alpha=0.4)
    ax.text(5.8, 0.5 * ax.get_ylim()[1], "saturated", ha="center")
    ax.text(-5.8, 0.5 * ax.get_ylim()[1], "saturated", ha="center")

# %% [markdown]
r"""
### Exercise 2 · `sigmoid_derivative`

Return the local slope $\sigma'(x)$ at every entry of $x$.

<details><summary>Hint 1: nudge</summary>

You have already written the only function that this formula needs.

</details>
<details><summary>Hint 2: approach</summary>

The formula has two variables, $x$ and $y$. Which of the two does the function receive, and how do you get the other?

</details>
<details><summary>Hint 3: almost there</summary>

If the check reports a value far below 0, you multiplied the *input* by one minus the input.

</details>
"""


# %% exercise="sigmoid_derivative"
def sigmoid_derivative(x):
    """The slope σ′(x) at every entry of the input x."""
    ### BEGIN SOLUTION
    y = sigmoid(x)
    return y * (1 - y)
    ### END SOLUTION


# %% check="sigmoid_derivative"
check(sigmoid_derivative)

# %% [markdown]
r"""
### Exercise 3 · `sigmoid_backward`

Return $\partial L/\partial x$. The layer computed $y_i = \sigma(x_i)$, each output from its own input. The chain rule is then a product, entry by entry:

$$\frac{\partial L}{\partial x_i} = \frac{\partial L}{\partial y_i}\cdot\sigma'(x_i) = \texttt{grad\_output}_i\cdot y_i(1-y_i).$$

Note what arrives: `y`, the forward pass's output.

<details><summary>Hint 1: nudge</summary>

A backward pass is upstream gradient times local slope.

</details>
<details><summary>Hint 2: approach</summary>

Would calling `sigmoid` or `sigmoid_derivative` on `y` be right? Ask yourself what $\sigma(\sigma(x))$ has to do with the slope.

</details>
<details><summary>Hint 3: almost there</summary>

Three factors, all elementwise: the upstream gradient, the output, and what the output lacks to be 1.

</details>
"""


# %% exercise="sigmoid_backward"
def sigmoid_backward(grad_output, y):
    """∂L/∂x from ∂L/∂y and the output y = σ(x); all three have one shape."""
    ### BEGIN SOLUTION
    return grad_output * y * (1 - y)
    ### END SOLUTION


# %% check="sigmoid_backward"
check(sigmoid_backward)

# %% tags=["play"]
show_activation(sigmoid, sigmoid_derivative)

# %% [markdown]
r"""
## 5 · Tanh: the sigmoid, centred

Every output of a sigmoid is positive. Here is why that hurts. Consider one unit in the *next* layer, $z = \sum_i w_i y_i + b$. For one example, with $\delta = \partial L/\partial z$,

$$\frac{\partial L}{\partial w_i} = \delta\, y_i .$$

If all $y_i > 0$, every weight of the unit receives a gradient of the **same sign**: the sign of $\delta$. All weights go up together or down together. To raise one and lower another, training must zigzag. (LeCun et al. 1998, *Efficient BackProp*, §4.3.)

The picture shows it. A unit with two weights looks for the goal ★ one example at a time; each step goes three quarters of the way to satisfying that one example. The same 30 scores pass once through the sigmoid, once through tanh.
"""

# %% tags=["play"]
scores = np.random.default_rng(1).normal(size=(30, 2))
goal = np.array([1.0, -1.0])
fig, axes = figure(columns=2, height=3.6, width=9.0)
for i, f in enumerate((engine.sigmoid, engine.tanh)):
    path = [np.array([-1.0, 0.5])]
    for y in f(scores):
        path.append(path[-1] + 0.75 * (goal - path[-1]) @ y * y / (y @ y))
    axes[i].plot(*np.array(path).T, **line(i, marker=True))
    axes[i].plot(*goal, "*", color="#222222", markersize=16, zorder=3)
    axes[i].set(title=f"30 steps on {f.__name__} outputs")
    axes[i].set(xlabel="weight 1", ylabel="weight 2")
    axes[i].set(xlim=(-1.2, 1.9), ylim=(-1.3, 1.2), aspect="equal")

# %% [markdown]
r"""
On the left every step points up-right or down-left, since both inputs are positive. On the right it may point anywhere.

The remedy is to shift and stretch the sigmoid until it is **zero-centred**: from $(0,1)$ to $(-1,1)$. The result has a name of its own, the hyperbolic tangent:

$$2\,\sigma(2x) - 1 = \frac{2}{1+e^{-2x}} - \frac{1+e^{-2x}}{1+e^{-2x}} = \frac{1-e^{-2x}}{1+e^{-2x}} = \frac{e^x-e^{-x}}{e^x+e^{-x}} = \tanh x .$$

So tanh is a sigmoid squeezed to half its width, stretched to twice its height, and centred. Its **range** is $(-1, 1)$, its **symmetry** is odd, $\tanh(-x) = -\tanh x$, its **cost** is again one exponential.

**The slope** follows from the sigmoid's. Let $t = \tanh x$ and $y = \sigma(2x) = \frac{1+t}{2}$. Then

$$\tanh' x = 2\cdot 2\,\sigma'(2x) = 4\,y\,(1-y) = 4\cdot\frac{1+t}{2}\cdot\frac{1-t}{2} = (1+t)(1-t),$$

$$\boxed{\;\tanh' x = 1 - t^2\;}$$

Again the output is all it takes. At 0 the slope is **1**, four times the sigmoid's: near 0, tanh lets a gradient through unharmed. Far out it is just as flat, and twice as soon: a tenth of the maximum at $|x| \approx 1.82$.
"""

# %% tags=["play"]
x = np.linspace(-5, 5, 401)
fig, (left, right) = figure(columns=2, height=3.0)
left.plot(x, engine.sigmoid(x), label="σ", **line(0))
left.plot(x, engine.tanh(x), label="tanh", **line(1))
left.set(title="One shape, two scales", xlabel="x")
right.plot(x, engine.sigmoid_derivative(x), label="σ′", **line(0))
right.plot(x, engine.tanh_derivative(x), label="tanh′", **line(1))
right.set(title="Slopes: ¼ against 1", xlabel="x")
for ax in (left, right):
    ax.legend(frameon=False)

# %% [markdown]
r"""
### Exercise 4 · `tanh`

Return $\tanh x$ at every entry of $x$, stable from −1000 to 1000. Build it from exponentials; `np.tanh` is not available while the check runs. Which of the forms above survive $x = \pm1000$?

<details><summary>Hint 1: nudge</summary>

The last form, with $e^{x}$ and $e^{-x}$, ends as ∞/∞ on either side. The one before it uses only $e^{-2x}$. For which $x$ is that safe?

</details>
<details><summary>Hint 2: approach</summary>

For $x \ge 0$ the fraction with $e^{-2x}$ is safe as it stands. For negative $x$, use $\tanh(-x) = -\tanh x$.

</details>
<details><summary>Hint 3: almost there</summary>

Compute $\tanh|x|$ first, with an exponent that is never positive, and let `np.sign` put the sign back. Or take the first expression of the chain: your `sigmoid` is already stable.

</details>
"""


# %% exercise="tanh"
def tanh(x):
    """tanh of every entry, from exponentials; stable up to ±1000."""
    ### BEGIN SOLUTION
    u = np.exp(-2 * np.abs(x))
    return np.sign(x) * (1 - u) / (1 + u)
    ### END SOLUTION


# %% check="tanh"
check(tanh)

# %% tags=["play"]
show_extremes(tanh)

# %% [markdown]
r"""
> **A finer point.** Close to 0, $e^{-2|x|}$ is close to 1, and the difference $1 - e^{-2|x|}$ loses digits: at $x = 10^{-8}$ about half of them. The absolute error stays below $10^{-16}$, which is harmless in a network. Libraries avoid even that with `np.expm1`, which computes $e^u - 1$ without subtracting.

### Exercise 5 · `tanh_derivative`

Return the local slope $\tanh' x$ at every entry of $x$.

<details><summary>Hint 1: nudge</summary>

The slope is a formula in the output. This function is handed the input.

</details>
<details><summary>Hint 2: approach</summary>

First $t = \tanh x$, with the function that you have just written; then the boxed line.

</details>
<details><summary>Hint 3: almost there</summary>

At $x = 0$ the answer is 1, at $x = \pm1$ about 0.42. If yours is 0.25 at 0, you took the sigmoid's slope.

</details>
"""


# %% exercise="tanh_derivative"
def tanh_derivative(x):
    """The slope tanh′(x) at every entry of the input x."""
    ### BEGIN SOLUTION
    return 1 - tanh(x) ** 2
    ### END SOLUTION


# %% check="tanh_derivative"
check(tanh_derivative)

# %% [markdown]
r"""
### Exercise 6 · `tanh_backward`

Return $\partial L/\partial x$. As before, `y` is the forward pass's output: here $y = \tanh x$.

<details><summary>Hint 1: nudge</summary>

Same pattern as exercise 3; only the local slope is another.

</details>
<details><summary>Hint 2: approach</summary>

`y` has already been through tanh. Sending it through once more gives $\tanh(\tanh x).$

</details>
<details><summary>Hint 3: almost there</summary>

Mind the order of operations: the upstream gradient multiplies the whole bracket, not only its first term.

</details>
"""


# %% exercise="tanh_backward"
def tanh_backward(grad_output, y):
    """∂L/∂x from ∂L/∂y and the output y = tanh(x), all of one shape."""
    ### BEGIN SOLUTION
    return grad_output * (1 - y**2)
    ### END SOLUTION


# %% check="tanh_backward"
check(tanh_backward)

# %% [markdown]
r"""
## 6 · Play

Your curves, and a question: for which $x$ is tanh's slope *smaller* than the sigmoid's? Guess, then read it off.
"""

# %% tags=["play"]
show_activation(tanh, tanh_derivative)
show_together(sigmoid_derivative, tanh_derivative, low=0, high=4, title="Who is steeper?")

# %% [markdown]
r"""
<details><summary>Reveal</summary>

The curves cross at $x \approx 1.66$: with $u = \cosh x$ the equation $1/u^2 = 1/(2+2u)$ gives $u = 1+\sqrt3$. Beyond it tanh, four times steeper at the centre, is the flatter of the two.

</details>

## 7 · The product of slopes

Stack $n$ layers, one unit each: $x_{k+1} = \sigma(w_k x_k)$. The chain rule multiplies along the way back:

$$\frac{\partial x_n}{\partial x_0} = \prod_{k=0}^{n-1} w_k\,\sigma'(w_k x_k), \qquad \sigma' \le \tfrac14 .$$

Unless the weights make up for it, each layer divides the gradient by four or more. Ten layers: $0.25^{10} \approx 9.5\times10^{-7}$. The first layers receive a millionth of the signal and stand still while the last ones learn. This is the **vanishing gradient**.

Can the weights not make up for it? A weight of 4 turns the factor at 0 into 1. But a large weight also drives the unit away from 0, where the slope is smaller. Nielsen (2015, ch. 5) made it exact: the inputs for which $|w\,\sigma'(w a + b)| \ge 1$ fill a window at most 0.45 wide, and that for $|w| \approx 6.9$. The recomputation uses $\sigma'(z) = 1/(2+2\cosh z)$, which makes the window $\frac{2}{|w|}\operatorname{arcosh}\bigl(\frac{|w|}{2}-1\bigr)$ wide for $|w| \ge 4$; for smaller weights there is none.

The same product can also *grow*. Where the slopes do not hold it back and each layer multiplies the gradient by 2, ten layers multiply it by 1024, and fifty by $10^{15}$: the **exploding gradient**. One step of training then throws the weights far away, and the loss with them.

So each factor of the product, weight times slope, needs its own cure. An **activation** whose slope is 1 wherever it is on takes care of the slope. An **initialisation** that gives the weights the right size takes care of the rest.

### Experiment: how much arrives?

Ten layers of 100 units at initialisation, ten seeds. The weights are drawn from $N(0, g^2/100)$. With $g=1$, a weight matrix keeps the length of a gradient on average, so whatever is lost is lost by the activation. ReLU has $g=\sqrt2$, because half of its units are off (notebook 08 derives it); a second ReLU network gets twice that, which is too much.
"""

# %% tags=["play"]
chain = sigmoid_chain.run()
sigmoid_chain.plot(chain)
plt.show()
sigmoid_chain.compare(chain)

# %% [markdown]
r"""
Read the last five rows.

- **Sigmoid**: about $5\times10^{-7}$ arrives, half of the bound. At initialisation the units sit near 0, where the slope is largest. This is the sigmoid at its best.
- **Sigmoid with weights four times as large**: less than one percent. Better by a factor of ten thousand, still a loss in every layer, because the units have begun to saturate.
- **Tanh**: about a quarter. Slope 1 at the centre pays off.
- **ReLU**: all of it, give or take the luck of the draw. Its slope is exactly 1 wherever a unit is on, however large the input. There is nothing to multiply down: that is what ReLU mends.
- **ReLU with weights twice as large**: $2^{10} = 1024$ times as much as with the right ones. The gradient explodes. ReLU never saturates for $x > 0$, so nothing holds the weights back: that is what initialisation mends. Notebook 08 is about both.
"""

# %% [markdown]
r"""
## 8 · Saturation, layer by layer

Deep tanh networks walk a narrow path. With weights too small, the signal shrinks from layer to layer, since tanh squashes. With weights too large, the units saturate and the slopes die. The **gain** $g$ in $w \sim N(0, g^2/\text{fan-in})$ sets where you stand; $g = 5/3$ is the customary choice for tanh (PyTorch's `calculate_gain`).

Karpathy's lecture *makemore, part 3* (2022) shows a network of six layers, five of them tanh: three letters, each embedded as ten numbers, 100 units a layer, one batch of 32. He counts outputs with $|t| > 0.97$, where the slope is below 0.06.

<details><summary>Predict: the first tanh layer, gain 5/3. Which share is saturated?</summary>

The embeddings are $N(0,1)$, so a pre-activation is close to $N(0, (5/3)^2)$. Saturated means $|z| > \operatorname{artanh} 0.97 = 2.09$, which is 1.26 standard deviations: about 21 %. The published figure is 20.25 %.

</details>
"""

# %% tags=["play"]
saturation = tanh_saturation.run()
tanh_saturation.plot(saturation)
plt.show()
tanh_saturation.compare(saturation)

# %% [markdown]
r"""
The later layers settle near 6 % with gain 5/3, fade to 0 % with gain 1, and stay above 40 % with gain 3. In the last case four units in ten pass hardly any gradient, before training has begun.

**Ours and the published figures.** We use random letters instead of real names and a new network for each seed; the published figures are one network and one batch. A single network scatters as the error bars show, most of all in the first layer, where 96 letters share 27 embeddings. Within that scatter the two agree. The published figures were checked, digit for digit, against public re-runs of the lecture with its seed: two re-runs for gains 1 and 5/3, one for gain 3.
"""

# %% [markdown]
r"""
## 9 · What rounding does

Overflow is not the only limit. For $x \ge 36.74$, float64 rounds $\sigma(x)$ to exactly 1, and $1 - y$ is 0. The true slope there is about $10^{-16}$; $y(1-y)$ says 0. In float32 it happens from $x = 16.64$.

This seldom matters: a slope of $10^{-16}$ teaches nothing either. It matters when you *divide* by $y$ or $1-y$ or take their logarithm, as a loss does. That is why losses are computed from the score, not from the probability (notebook 04).
"""

# %% tags=["play"]
limits = naive_overflow.run()
naive_overflow.plot(limits)
plt.show()
naive_overflow.compare(limits)

# %% [markdown]
r"""
There is no randomness here, so there is no spread: each limit was found by bisection. If every digit in the tail counts, the symmetry helps: $1-\sigma(x) = \sigma(-x)$, so $\sigma'(x) = \sigma(x)\,\sigma(-x)$, which never subtracts.
"""

# %% [markdown]
r"""
## 10 · Where they are still right

**The output of a yes/no classifier: sigmoid.** A probability is asked for, and log-odds are what the last linear layer gives. The vanishing slope does no harm there, provided that the loss is cross-entropy. With target $t\in\{0,1\}$ and $L = -t\ln y - (1-t)\ln(1-y)$,

$$\frac{\partial L}{\partial x} = \Bigl(-\frac{t}{y}+\frac{1-t}{1-y}\Bigr)\,y(1-y) = y - t .$$

The slope cancels. A confident mistake, $y \approx 0$ with $t = 1$, gets a gradient near −1. With squared error it would keep the factor $y(1-y)$, and be stuck.

**Gates: sigmoid.** A gate multiplies a signal by a number between 0 (shut) and 1 (open). LSTM and GRU cells are built on sigmoid gates; SiLU and SwiGLU in today's language models use one too (notebook 05).

**Bounded, signed quantities: tanh.** The state of a recurrent cell, a steering command, a pixel scaled to $[-1, 1]$.

**Hidden layers of a deep network: neither**, as a rule. Between the two, tanh.

| | sigmoid | tanh | ReLU |
|---|---|---|---|
| range | $(0, 1)$ | $(-1, 1)$ | $[0, \infty)$ |
| zero-centred | no | yes | no |
| largest slope | ¼ | 1 | 1 |
| saturates | on both sides | on both sides | for $x<0$, fully |
| slope from the output | $y(1-y)$ | $1-y^2$ | $1$ if $y>0$, else $0$ |
| cost | an exponential | an exponential | a comparison |
| use it for | probabilities, gates | bounded outputs, recurrent states | hidden layers |
| weak point | vanishing gradient | saturation, if badly scaled | dead units (notebook 02) |
"""

# %% [markdown]
r"""
## 11 · Review questions

Replace `...` by the letter of your answer, in quotes.

**Question 1.** A spam filter with a sigmoid output gives a mail the score $x$. One more suspicious word raises the score by 1. What happens to its prediction?

- (a) The probability of spam rises by 0.25.
- (b) The odds of spam rise by 1.
- (c) The probability of spam is multiplied by $e$.
- (d) The odds of spam are multiplied by $e$.
"""

# %% question="sigmoid_log_odds"
sigmoid_log_odds = "d"

# %% check="sigmoid_log_odds"
check(sigmoid_log_odds=sigmoid_log_odds)

# %% [markdown]
r"""
**Question 2.** Ten sigmoid layers. Every weight matrix leaves the length of the gradient as it is. A gradient of length 1 enters at the output. What is the most that can leave at the input?

- (a) 0.25, the largest slope.
- (b) 0.1, a tenth for each of ten layers.
- (c) About 9.5 × 10⁻⁷.
- (d) Exactly 0.
"""

# %% question="sigmoid_max_slope"
sigmoid_max_slope = "c"

# %% check="sigmoid_max_slope"
check(sigmoid_max_slope=sigmoid_max_slope)

# %% [markdown]
r"""
**Question 3.** A tanh layer returned $y = 0.8$ and receives `grad_output` $= 5$. What does its backward pass return?

- (a) 0.36
- (b) 0.8
- (c) 1.0
- (d) 1.8
"""

# %% question="tanh_backward_from_output"
tanh_backward_from_output = "d"

# %% check="tanh_backward_from_output"
check(tanh_backward_from_output=tanh_backward_from_output)

# %% [markdown]
r"""
**Question 4.** Why does a layer of sigmoids slow down the learning of the layer that follows it, even while none of its units is saturated?

- (a) Its outputs are all positive, so for one example all weights of a unit get gradients of one sign.
- (b) Its outputs sum to 1, so the next layer's units compete.
- (c) Its outputs are never exactly 0, so no unit of the next layer can be switched off.
- (d) Its outputs are smaller than 1, so the next layer's outputs shrink to 0.
"""

# %% question="zero_centred"
zero_centred = "a"

# %% check="zero_centred"
check(zero_centred=zero_centred)

# %% [markdown]
r"""
**Question 5.** Which line computes the sigmoid of a float64 array from −1000 to 1000 with the right values *and* without a warning?

- (a) `1 / (1 + np.exp(-x))`
- (b) `np.exp(x) / (1 + np.exp(x))`
- (c) `np.exp(np.minimum(x, 0)) / (1 + np.exp(-np.abs(x)))`
- (d) `np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))`
"""

# %% question="stable_sigmoid"
stable_sigmoid = "c"

# %% check="stable_sigmoid"
check(stable_sigmoid=stable_sigmoid)

# %% [markdown]
r"""
**Question 6.** Where is a sigmoid still the right choice?

- (a) In the hidden layers of a fifty-layer network.
- (b) At the output of a network that tells healthy from ill, trained with cross-entropy.
- (c) At the output of a network that predicts house prices.
- (d) At the output of a network that picks exactly one of ten classes.
"""

# %% question="sigmoid_right_place"
sigmoid_right_place = "b"

# %% check="sigmoid_right_place"
check(sigmoid_right_place=sigmoid_right_place)

# %% [markdown]
r"""
## Glossary

- **Exploding gradient** — the growth of the gradient towards the first layers, when the layers multiply it by more than 1 on the whole.
- **Gain** — the factor $g$ by which initial weights are scaled to make up for what an activation squashes.
- **Gate** — a number between 0 and 1, usually a sigmoid's output, that multiplies a signal to let it through or hold it back.
- **Initialisation** — how the weights are drawn before training begins; it sets the size of signals and gradients.
- **Local slope** — the derivative $f'(x)$ of an activation at its input, by which its backward pass multiplies the upstream gradient.
- **Log-odds** — the logarithm of the odds, also called the logit; any real number.
- **NaN** (not a number) — what floating-point arithmetic answers where there is no answer, as for ∞ − ∞ or 0/0; whatever is computed with it is NaN, too.
- **Numerically stable** — said of a formula that keeps its accuracy, and does not overflow, for every input that it is meant for.
- **Odds** — the ratio $p/(1-p)$ of the probability that something happens to the probability that it does not.
- **Overflow** — a result too large for the number format, which becomes infinity.
- **Saturation** — the state of a unit whose input lies where its activation is flat, so that almost no gradient passes.
- **Sigmoid** — the logistic function $\sigma(x) = 1/(1+e^{-x})$, which turns log-odds into a probability.
- **Tanh** — the hyperbolic tangent, $\tanh x = 2\sigma(2x) - 1$: a sigmoid stretched to $(-1, 1)$ and centred on 0.
- **Underflow** — a result too close to 0 for the number format, which becomes 0.
- **Upstream gradient** — $\partial L/\partial y$, the gradient of the loss with respect to a layer's output, which the layer receives from the one after it (`grad_output`; CS231n calls it `dout`).
- **Vanishing gradient** — the shrinking of the gradient towards the first layers, when the layers multiply it by less than 1 on the whole.
- **Zero-centred** — said of activations whose outputs spread around 0 instead of lying on one side of it.

**Sources** LeCun, Bottou, Orr & Müller 1998, *Efficient BackProp* · Nielsen 2015, *Neural Networks and Deep Learning* · Karpathy 2022, *makemore, part 3*
"""
