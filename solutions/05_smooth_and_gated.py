# %% [markdown]
r"""
# 05 · Smooth and gated

ReLU decides with a knife: a number passes whole, or not at all. Today's language models decide with a valve. This notebook builds the valves one by one, from softplus to SwiGLU, measures what they bring, and says where nothing could be measured.

**After this notebook you can**

- derive softplus, SiLU, GELU and Mish, and the slope of each, from one idea: $x$ times a gate;
- write all of them so that no input from −1000 to 1000 overflows;
- say what a smooth activation buys, why it dips below zero, and what that costs;
- tell GELU from the two approximations that go by its name, and say when the difference matters;
- write SwiGLU forward and backward, and choose its width so that a comparison is fair.

**Time** about 70 minutes: 35 to read, 35 to write.

**You need** the product rule and the chain rule, the sigmoid and its slope (notebook [03](03_sigmoid_and_tanh.ipynb)), ReLU and its kink (notebook [02](02_relu_family.ipynb)).
"""

# %%
import math

import matplotlib.pyplot as plt
import numpy as np
from scipy.special import erf, expit

from autograder import check
from course import engine
from course.experiments import (
    activation_cost,
    gated_blocks,
    gelu_forms,
    slope_staircase,
    smooth_minima,
)
from course.plots import (
    figure,
    line,
    needs,
    show_activation,
    show_extremes,
    show_together,
)

# %% [markdown]
r"""
Two functions come from SciPy: `expit` is the stable sigmoid that you wrote in notebook 03, and `erf` is the error function, which section 4 needs.

## 1 · Predict first

Write down an answer to each before you open it.

1. A ReLU network has learned $\sin 2x$ so well that you can hardly see where the two curves differ. What does its *slope* look like, beside $2\cos 2x$?
2. Multiply $x$ by any gate that opens from 0 on the far left to 1 on the far right. Can the product rise everywhere?
3. You take a network trained with GELU and put in an approximation that is never off by more than 0.0005, without training it again. How many of 5000 predictions change? And with ReLU in its place?
4. A feed-forward block has two weight matrices; a gated one has three. It shall have no more weights than before. By how much must its hidden layer shrink?

<details><summary>Reveal 1</summary>

A staircase. Between two bends a ReLU network is a straight line, so that its slope is constant and then jumps. Experiment 1 shows it.

</details>
<details><summary>Reveal 2</summary>

No, if the gate shuts fast enough for the product to come back to 0. Section 3 has the proof in three lines.

</details>
<details><summary>Reveal 3</summary>

About one. With ReLU it is every third. Experiment 2 counts them.

</details>
<details><summary>Reveal 4</summary>

To two thirds of its width. Section 7 counts the weights.

</details>
"""

# %% [markdown]
r"""
## 2 · Softplus: the kink, rounded off

The slope of ReLU is a step: 0 on the left, 1 on the right. Notebook 03 has a function that does the same without a jump, the sigmoid. So take the sigmoid as the slope, and add up (integrate) from the far left:

$$\operatorname{softplus}(x) = \int_{-\infty}^{x} \sigma(t)\,\mathrm dt = \int_{-\infty}^{x} \frac{e^t}{1+e^t}\,\mathrm dt .$$

The numerator is the derivative of the denominator, so the integral is a logarithm, and at $-\infty$ it is $\ln 1 = 0$:

$$\boxed{\;\operatorname{softplus}(x) = \ln(1 + e^x), \qquad \operatorname{softplus}'(x) = \sigma(x)\;}$$

(Dugas and others, 2001.) A factor $\beta$ makes the bend as tight as you like: $\frac1\beta\operatorname{softplus}(\beta x)$ becomes ReLU for $\beta\to\infty$.
"""

# %% tags=["play"]
x = np.linspace(-4, 4, 401)
fig, (left, right) = figure(columns=2, height=3.0)
left.plot(x, np.heaviside(x, 0.5), label="step", **line(4))
right.plot(x, engine.relu(x), label="ReLU", **line(4))
for i, beta in enumerate((1, 3)):
    left.plot(x, engine.sigmoid(beta * x), label=f"σ(βx), β = {beta}", **line(i))
    right.plot(x, engine.softplus(beta * x) / beta, label=f"β = {beta}", **line(i))
left.set(title="The slope: a step, and smooth steps", xlabel="x")
right.set(title="… added up from the left: softplus(βx)/β", xlabel="x")
for ax in (left, right):
    ax.legend(frameon=False)

# %% [markdown]
r"""
| | |
|---|---|
| **range** | $(0, \infty)$; $\ln 2 \approx 0.69$ at $x=0$ |
| **slope** | $\sigma(x)$, in $(0, 1)$ |
| **curvature** | $\sigma'(x)$: a bell, at most ¼. ReLU has none anywhere, but for its kink |
| **cost** | an exponential and a logarithm |
| **use it for** | outputs that must be positive: a variance, a rate, a waiting time |
| **weak point** | its outputs are all positive, so their mean is far from 0; as a hidden activation it usually loses to ReLU |

### A formula is not yet a program, again

`np.log(1 + np.exp(x))` is infinite from $x = 709.79$ on, where the answer is simply 709.79. For positive $x$, take $e^x$ out of the bracket:

$$\ln(1+e^x) = \ln\bigl(e^x\,(e^{-x}+1)\bigr) = x + \ln(1 + e^{-x}) .$$

So there is a form for either side, and no exponent needs to be positive. Both sides together: a straight part, which is ReLU, plus a **correction** that is $\ln 2$ at 0 and fades to both sides alike.

`np.log1p(u)` computes $\ln(1+u)$ and keeps the digits of a small $u$. And `np.logaddexp(a, b)` computes $\ln(e^a + e^b)$, overflow taken care of. You may use either.
"""

# %% tags=["play"]
x = np.linspace(-6, 6, 481)
_, (ax,) = figure(width=6.0, height=2.9)
ax.plot(x, engine.softplus(x), label="softplus", **line(0))
ax.plot(x, engine.relu(x), label="straight part", **line(4))
ax.plot(x, engine.softplus(x) - engine.relu(x), label="correction", **line(1))
ax.set(xlabel="x", title="softplus = ReLU + a correction that depends on |x|")
_ = ax.legend(frameon=False)

# %% [markdown]
r"""
### The contract of all exercises

- **Any shape**: 0-d, empty, 3-D. Every function works number by number and returns the shape it was given.
- **float32 in → float32 out**; otherwise float64. A trap: `np.sqrt(2)` is a NumPy float64, and turns a float32 array into float64. `math.sqrt(2)` and `2**0.5` are plain Python numbers, which adapt.
- **Inputs are never modified.**
- `softplus`, `mish` and their derivatives must take **x from −1000 to 1000 without overflow or warning.** The others must be right there; a warning costs nothing.

### Exercise 1 · `softplus` and `softplus_derivative`

Return the function, and the local slope, at every entry of $x$.

<details><summary>Hint 1: nudge</summary>

What do the two forms of softplus have in common, if you write $|x|$ in place of $x$ or $-x$ in the exponent?

</details>
<details><summary>Hint 2: approach</summary>

The straight part is a function that you know from notebook 02. The correction is one logarithm of one exponential, whose exponent is never positive. For the derivative, look at the box above.

</details>
<details><summary>Hint 3: almost there</summary>

Or read $1 + e^x$ as a sum of two exponentials: $1 = e^{?}$. Then one of the two NumPy functions above does it alone.

</details>
"""


# %% exercise="softplus"
def softplus(x):
    """ln(1 + eˣ) of every entry; stable up to ±1000."""
    ### BEGIN SOLUTION
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
    ### END SOLUTION


# %% check="softplus"
check(softplus)


# %% exercise="softplus_derivative"
def softplus_derivative(x):
    """The slope of softplus at every entry of x; stable up to ±1000."""
    ### BEGIN SOLUTION
    return expit(x)
    ### END SOLUTION


# %% check="softplus_derivative"
check(softplus_derivative)

# %% tags=["play"]
show_activation(softplus, softplus_derivative)
show_extremes(softplus)

# %% [markdown]
r"""
### Why smooth? Experiment 1: the slope that nobody asked for

A network of ReLU units is made of straight pieces. It can follow any curve, but its slope is a staircase, and the slope of the slope is 0 almost everywhere. A network of smooth units has a smooth slope.

One hidden layer of 32 units learns $\sin 2x$ from 120 points. The loss knows the values only. Then we ask for the slope, too. (It costs one call: `backward` with an upstream gradient of 1 returns $\mathrm df/\mathrm dx$.)
"""

# %% tags=["play"]
staircase = slope_staircase.run()
slope_staircase.plot(staircase)
plt.show()
slope_staircase.compare(staircase)

# %% [markdown]
r"""
ReLU's slope is off four to five times as far as SiLU's or GELU's, although the fitted curve looks fine. And tanh, the oldest of them, does as well as the newest: what counts here is smoothness, not fashion. Softplus learns slowly: in as many steps its *values* come out no better than ReLU's. Yet its slope is only half as far off.

**When it matters.** When the slope itself is used: a network that stands for an energy and whose slope is a force; one that must fulfil a differential equation; methods of second order, which need curvature. **When it hardly matters.** For a classifier only the values count. The gain is then small, and has to be measured.
"""

# %% [markdown]
r"""
## 3 · SiLU: let x gate itself

There is another way to look at ReLU. It is a product:

$$\operatorname{relu}(x) = x \cdot \text{step}(x), \qquad \text{step}(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}$$

The step is a **gate**: it lets $x$ through or not, and $x$ itself decides. Every activation of this notebook but softplus replaces the step by a gate that opens gradually.

| activation | gate | gate at 0 | at 1 | at −1 |
|---|---|---|---|---|
| ReLU | step | 0 | 1 | 0 |
| **SiLU** (swish) | $\sigma(x)$ | 0.50 | 0.73 | 0.27 |
| **GELU** | $\Phi(x)$, the normal distribution | 0.50 | 0.84 | 0.16 |
| **Mish** | $\tanh(\operatorname{softplus}(x))$ | 0.60 | 0.87 | 0.30 |
"""

# %% tags=["play"]
x = np.linspace(-4, 4, 402)  # an even number of points: none of them is 0
gates = {"SiLU": engine.silu, "GELU": engine.gelu, "Mish": engine.mish, "ReLU": engine.relu}
fig, (left, right) = figure(columns=2, height=3.2)
for (name, f), i in zip(gates.items(), (0, 1, 2, 4), strict=True):
    left.plot(x, f(x) / x, label=name, **line(i))
    right.plot(x, f(x), label=name, **line(i))
left.set(title="The gate", xlabel="x")
right.set(title="x times the gate", xlabel="x", ylim=(-0.5, 2))
_ = left.legend(frameon=False)

# %% [markdown]
r"""
The simplest gradual gate is the sigmoid:

$$\operatorname{silu}(x) = x\,\sigma(x) = \frac{x}{1+e^{-x}} .$$

**The slope** by the product rule, with $\sigma' = \sigma(1-\sigma)$:

$$\boxed{\;\operatorname{silu}'(x) = \sigma(x) + x\,\sigma(x)\,\bigl(1-\sigma(x)\bigr)\;}$$

Two terms, two effects. When $x$ grows, more passes through the gate as it stands: the first term. And the gate opens a little further for everything that passes: the second. Forgetting the second is the most common mistake.

**Why it must dip below zero.** Take any gate $g$ that is positive, and shuts to the left so fast that $x\,g(x) \to 0$. Then

1. $x\,g(x)$ is 0 at $x = 0$, and tends to 0 for $x \to -\infty$;
2. between the two it is negative, since $x$ is and $g$ is not;
3. so somewhere in between it turns around.

A function that falls and then rises is **not monotonic**. ReLU escapes only because its gate is exactly 0. For SiLU, the lowest point is where the slope vanishes: $1 + x(1-\sigma) = 0$, or $x\sigma = x + 1$. Value and place differ by exactly 1: $(-1.2785, -0.2785)$.

(Elfwing, Uchibe & Doya 2018, who named it; Hendrycks & Gimpel 2016; Ramachandran, Zoph & Le 2017 found it again by a computer search, as *swish*.)

### Exercise 2 · `silu` and `silu_derivative`

Return the function, and the local slope, at every entry of $x$.

<details><summary>Hint 1: nudge</summary>

`expit` is imported, and stable.

</details>
<details><summary>Hint 2: approach</summary>

For the derivative compute $s = \sigma(x)$ once and write both terms of the box with it.

</details>
<details><summary>Hint 3: almost there</summary>

The slope is ½ at 0, 0.93 at 1 and 0.07 at −1. If yours is 0.73 at 1, the second term is missing.

</details>
"""


# %% exercise="silu"
def silu(x):
    """x·σ(x) of every entry."""
    ### BEGIN SOLUTION
    return x * expit(x)
    ### END SOLUTION


# %% check="silu"
check(silu)


# %% exercise="silu_derivative"
def silu_derivative(x):
    """The slope of silu at every entry of x."""
    ### BEGIN SOLUTION
    s = expit(x)
    return s + x * s * (1 - s)
    ### END SOLUTION


# %% check="silu_derivative"
check(silu_derivative)

# %% tags=["play"]
show_activation(silu, silu_derivative)

# %% [markdown]
r"""
## 4 · GELU: a gate that throws dice

**Dropout** multiplies a number by 0 or 1 at random, whatever the number is. ReLU multiplies it by 0 or 1 according to its sign, and never at random. Hendrycks & Gimpel (2016) asked for both: keep $x$ with a probability that grows with $x$. The natural choice is the probability that a standard normal number $Z$ lies below $x$,

$$\Phi(x) = P(Z \le x) = \int_{-\infty}^x \varphi(z)\,\mathrm dz, \qquad \varphi(z) = \frac{1}{\sqrt{2\pi}}\,e^{-z^2/2} .$$

So $x = 2$ is kept in 98 of 100 cases, $x = -1$ in 16. And then replace the dice by their average, $x\cdot\Phi(x) + 0\cdot(1-\Phi(x))$:

$$\boxed{\;\operatorname{gelu}(x) = x\,\Phi(x)\;}$$
"""

# %% tags=["play"]
rng = np.random.default_rng(0)
x = np.linspace(-3, 3, 121)
kept = x * (rng.standard_normal((20, x.size)) <= x)
_, (ax,) = figure(width=6.5, height=3.0)
ax.plot(x, kept[0], "o", color="#888888", markersize=3, label="one throw for each x")
ax.plot(x, kept.mean(axis=0), label="mean of 20 throws", **line(1))
ax.plot(x, engine.gelu(x), label="GELU", **line(0))
ax.set(xlabel="x", title="x, kept with probability Φ(x)")
_ = ax.legend(frameon=False)

# %% [markdown]
r"""
**From Φ to a function that a library has.** The error function is

$$\operatorname{erf}(u) = \frac{2}{\sqrt\pi}\int_0^u e^{-t^2}\,\mathrm dt, \qquad \text{from } -1 \text{ to } 1 .$$

Put $z = \sqrt2\,t$ into the integral of $\varphi$. Half of the probability lies left of 0, and the rest is

$$\int_0^x \frac{1}{\sqrt{2\pi}} e^{-z^2/2}\,\mathrm dz = \int_0^{x/\sqrt2} \frac{1}{\sqrt{\pi}}\, e^{-t^2}\,\mathrm dt = \tfrac12 \operatorname{erf}\!\Bigl(\frac{x}{\sqrt2}\Bigr) .$$

Together,

$$\Phi(x) = \tfrac12\Bigl(1 + \operatorname{erf}\frac{x}{\sqrt2}\Bigr) .$$

The $\sqrt2$ and the two halves are where most first attempts go wrong.

**The slope** by the product rule. The slope of an integral with respect to its upper end is the integrand, $\Phi' = \varphi$:

$$\boxed{\;\operatorname{gelu}'(x) = \Phi(x) + x\,\varphi(x)\;}$$

### Exercise 3 · `gelu` and `gelu_derivative`

Return the function in its **exact** form, and its local slope, at every entry of $x$.

<details><summary>Hint 1: nudge</summary>

Write Φ first, in a line of its own. Φ(0) is ½, Φ(1) is 0.8413.

</details>
<details><summary>Hint 2: approach</summary>

`erf` is imported and works number by number. (`math.erf` takes a single number only.) For the derivative you need Φ and φ, each once.

</details>
<details><summary>Hint 3: almost there</summary>

If the check speaks of `float64`, look for a `np.sqrt` of a plain number, and read the contract again. The slope at 1 is 1.083.

</details>
"""


# %% exercise="gelu"
def gelu(x):
    """x·Φ(x) of every entry, with the exact Φ."""
    ### BEGIN SOLUTION
    return x * (1 + erf(x / math.sqrt(2))) / 2
    ### END SOLUTION


# %% check="gelu"
check(gelu)


# %% exercise="gelu_derivative"
def gelu_derivative(x):
    """The slope of gelu at every entry of x."""
    ### BEGIN SOLUTION
    cdf = (1 + erf(x / math.sqrt(2))) / 2
    density = np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)
    return cdf + x * density
    ### END SOLUTION


# %% check="gelu_derivative"
check(gelu_derivative)

# %% tags=["play"]
show_activation(gelu, gelu_derivative)

# %% [markdown]
r"""
### Three functions, one name

In 2016 an error function was slow, or missing. The paper offers two stand-ins, and both are still in use:

$$\begin{aligned} \text{tanh form:} &\quad \frac x2\Bigl(1 + \tanh\bigl[\sqrt{2/\pi}\,(x + 0.044715\,x^3)\bigr]\Bigr) \\[4pt] \text{sigmoid form:} &\quad x\,\sigma(1.702\,x) \end{aligned}$$

GPT-2 and Google's code of BERT use the tanh form; PyTorch calls it `approximate="tanh"`. CLIP uses the sigmoid form, as *QuickGELU*. All of them are "GELU" in a configuration file. (The grader tells them apart: hand in one of them above, and it says which.)

### Experiment 2: how far off, and who notices?

First we look for the largest error. Then we train five networks with the exact GELU on MNIST-1D, replace it by each form, and count the test predictions that change. Nothing is trained again.
"""

# %% tags=["play"]
forms = gelu_forms.run()
gelu_forms.plot(forms)
plt.show()
gelu_forms.compare(forms)

# %% [markdown]
r"""
- **The tanh form** is off by at most 0.000473, at $x = \pm2.70$. (Right and left are alike: for all three, $f(x) = x + f(-x)$.) One prediction in 5000 changes, or none.
- **The sigmoid form** is off by 0.0203, at $x = \pm2.27$. About one prediction in a hundred changes.
- **ReLU** in GELU's place turns every third prediction over. A network knows its activation by heart.

**A verdict says "differs".** The documentation of the library MLX promises less than 0.015 for the sigmoid form. That was true for its first constant, 1.773, which our search finds to be the very best: 0.0139. In 2024 the constant was changed to the customary 1.702, and the sentence stayed. The table shows both.

**Where does 1.702 come from?** From an older question. It makes $\sigma(kx)$ follow $\Phi(x)$ best, to 0.0095. The best $k$ for $x\,\sigma(kx)$ is another, because far from 0 an error is multiplied by a larger $x$.

**What to do.** Load a published model with the very form that it was trained with. For a new one, take the exact form; the reason for the stand-ins is gone.
"""

# %% [markdown]
r"""
## 5 · Mish: a gate in two steps

Misra (2019) tried many gates and kept one that is built from two functions you know. Softplus makes a number positive, tanh brings it below 1:

$$\operatorname{mish}(x) = x\,w(x), \qquad w(x) = \tanh\bigl(\operatorname{softplus}(x)\bigr) .$$

**The slope** is a product rule with a chain rule inside. For the gate, outer slope times inner slope, $\tanh' = 1 - w^2$ and $\operatorname{softplus}' = \sigma$:

$$w'(x) = \bigl(1 - w(x)^2\bigr)\,\sigma(x), \qquad\qquad \boxed{\;\operatorname{mish}'(x) = w(x) + x\,\bigl(1-w(x)^2\bigr)\,\sigma(x)\;}$$

The paper multiplies everything out, into a quotient with $e^{3x}$ in it. On paper it is the same; at $x = 300$ it is ∞/∞. Formulas that are put together from stable pieces are stable.

### Exercise 4 · `mish` and `mish_derivative`

Return the function, and the local slope, at every entry of $x$.

<details><summary>Hint 1: nudge</summary>

You have written three of the four pieces: softplus, its slope, and (in notebook 03) the slope of tanh. `np.tanh` is available here.

</details>
<details><summary>Hint 2: approach</summary>

Give the gate a name, $w$. The derivative needs $w$ twice, and $\sigma(x)$ once.

</details>
<details><summary>Hint 3: almost there</summary>

The slope at 0 is 0.6: only the gate is left there. At 1 it is 1.049. If yours is 1.117 at 1, the innermost slope is missing.

</details>
"""


# %% exercise="mish"
def mish(x):
    """x·tanh(softplus(x)) of every entry; stable up to ±1000."""
    ### BEGIN SOLUTION
    return x * np.tanh(softplus(x))
    ### END SOLUTION


# %% check="mish"
check(mish)


# %% exercise="mish_derivative"
def mish_derivative(x):
    """The slope of mish at every entry of x; stable up to ±1000."""
    ### BEGIN SOLUTION
    w = np.tanh(softplus(x))
    return w + x * (1 - w**2) * softplus_derivative(x)
    ### END SOLUTION


# %% check="mish_derivative"
check(mish_derivative)

# %% [markdown]
r"""
## 6 · Play, and the dips

All of yours in one picture. Guess first: whose dip is deepest? Whose slope is largest, and is it 1?
"""

# %% tags=["play"]
show_together(silu, gelu, mish, low=-5, high=2, title="The functions")
slopes = silu_derivative, gelu_derivative, mish_derivative
show_together(*slopes, low=-5, high=5, title="The slopes")

# %% [markdown]
r"""
### Experiment 3: where they turn around
"""

# %% tags=["play"]
minima = smooth_minima.run()
smooth_minima.plot(minima)
plt.show()
smooth_minima.compare(minima)

# %% [markdown]
r"""
**What the dip does.** Left of its lowest point the slope is negative: what is told to rise falls. For normally distributed inputs that is about one in ten (SiLU, Mish) or more than one in five (GELU). At the lowest point the slope is 0: inputs are drawn towards it or pushed away from it, according to the sign of the upstream gradient. Its discoverers call it a *soft floor* that keeps weights from growing; we know of no experiment that shows that networks need it. It comes with the gate, by the proof of section 3.

**What the left side mends.** A ReLU unit that is off receives exactly nothing. A smooth unit receives a little, and outputs a little that is negative, so that the mean of a layer lies nearer to 0.

**And what it does not mend.** The slope fades exponentially: at $x = -10$ it is $-4\times10^{-4}$ for SiLU and Mish, and $-8\times10^{-22}$ for GELU. A unit that far out is dead for all practical purposes. Leaky ReLU still passes a hundredth.

**Do they help?** In the largest comparison that Mish's author gives (SqueezeNet on CIFAR-10, 23 runs each), ReLU reaches 86.7 %, SiLU 87.3 %, GELU 87.4 %, Mish 87.5 %, each ± 0.4 to 0.6. The smooth ones beat ReLU by 0.6 to 0.8 points. Among each other they cannot be told apart: the author's own test gives P = 0.2 and 0.4. Softplus, smooth as well but without a gate, ends at 83.0 %.
"""

# %% [markdown]
r"""
## 7 · Gated units: one half decides about the other

So far $x$ has opened its own gate. A **gated linear unit** (Dauphin, Fan, Auli & Grangier 2017) separates the two roles. One linear layer says what is to be passed on, $x$, another one says how much of it, `gate`:

$$\operatorname{glu}(x, \text{gate}) = x\cdot\sigma(\text{gate}), \qquad\qquad \boxed{\;\operatorname{swiglu}(x, \text{gate}) = x\cdot\operatorname{silu}(\text{gate})\;}$$

Everything is entry by entry, and both arrays have one shape. The name is made of *swish*, the other name of SiLU, and *GLU*. With GELU in its place it is GEGLU, with ReLU ReGLU, with nothing at all *bilinear*.

**What is new is the product of two learned numbers.** A unit with an ordinary activation sees its input from one direction only: $f(\mathbf w\cdot\mathbf u)$ is constant across that direction. A gated unit has two directions, and can say "this *and* that":
"""

# %% tags=["play"]
ticks = np.linspace(-2, 2, 161)
u, v = np.meshgrid(ticks, ticks)
units = {
    "ReLU: one direction": engine.relu(u + v),
    "SiLU: one direction": engine.silu(2 * (u + v)) / 2,
    "SwiGLU: two directions": engine.swiglu(u + v, 2 * (u - v)) / 2,
}
_, axes = figure(columns=3, height=3.3, width=10.0)
for ax, (name, unit) in zip(axes, units.items(), strict=True):
    levels = np.linspace(-4, 4, 18)
    ax.contourf(u, v, unit, levels=levels, cmap="RdBu_r", extend="both")
    ax.contour(u, v, unit, levels=levels, colors="#222222", linewidths=0.4)
    ax.set(title=name, xlabel="input 1", ylabel="input 2", aspect="equal")
    ax.grid(False)

# %% [markdown]
r"""
Notebook 01 needed a hidden layer for XOR. A single bilinear unit does it: with inputs of ±1, the product $-u_1 u_2$ *is* XOR.

**Backward.** The output $y_i = x_i\cdot\operatorname{silu}(\text{gate}_i)$ has two inputs, so there are two gradients. While one moves, the other stands still:

$$\frac{\partial L}{\partial x_i} = \frac{\partial L}{\partial y_i}\cdot\operatorname{silu}(\text{gate}_i), \qquad\qquad \frac{\partial L}{\partial\,\text{gate}_i} = \frac{\partial L}{\partial y_i}\cdot x_i\cdot\operatorname{silu}'(\text{gate}_i) .$$

Read them. What passes forward through a half-open gate passes backward through the same half-open gate. And the gate learns in proportion to what it lets through: if $x_i = 0$, it does not matter how far it is open.

### Exercise 5 · `swiglu` and `swiglu_backward`

Return the output; then the pair `(grad_x, grad_gate)`.

<details><summary>Hint 1: nudge</summary>

Your `silu` and `silu_derivative` do the hard part.

</details>
<details><summary>Hint 2: approach</summary>

Each gradient has the shape of the array that it belongs to. Every factor of the two formulas above is an array of that shape, and nothing is summed.

</details>
<details><summary>Hint 3: almost there</summary>

In the backward pass SiLU's *value* stands in one of the two gradients and its *slope* in the other. `x` occurs in one of them only.

</details>
"""


# %% exercise="swiglu"
def swiglu(x, gate):
    """x · silu(gate), entry by entry; both of one shape."""
    ### BEGIN SOLUTION
    return x * silu(gate)
    ### END SOLUTION


# %% check="swiglu"
check(swiglu)


# %% exercise="swiglu_backward"
def swiglu_backward(grad_output, x, gate):
    """(∂L/∂x, ∂L/∂gate), given ∂L/∂swiglu(x, gate); all of one shape."""
    ### BEGIN SOLUTION
    grad_x = grad_output * silu(gate)
    grad_gate = grad_output * x * silu_derivative(gate)
    return grad_x, grad_gate
    ### END SOLUTION


# %% check="swiglu_backward"
check(swiglu_backward)

# %% [markdown]
r"""
Is the backward right? You need not take the check's word for it. A small step in both inputs changes the output by what the two gradients say:
"""

# %% tags=["play"]
with needs(silu, silu_derivative, swiglu, swiglu_backward):
    rng = np.random.default_rng(0)
    x, gate, dx, dgate = rng.normal(size=(4, 5))
    h = 1e-6
    above, below = (swiglu(x + s * dx, gate + s * dgate) for s in (h, -h))
    grad_x, grad_gate = swiglu_backward(np.ones(5), x, gate)
    print("measured ", ((above - below) / (2 * h)).round(6))
    print("predicted", (grad_x * dx + grad_gate * dgate).round(6))

# %% [markdown]
r"""
### In a language model

A transformer alternates between attention, which moves information between words, and a **feed-forward block**, which works on each word by itself: up, activation, down. In LLaMA and most of its successors the block is gated:

$$\text{plain:}\quad f(\mathbf u W_1)\,W_2 \qquad\qquad \text{gated:}\quad \bigl[\,(\mathbf u W_{\text{up}})\cdot\operatorname{silu}(\mathbf u W_{\text{gate}})\,\bigr]\,W_{\text{down}}$$

**The fair comparison.** With model width $d$ and hidden width $h$, the plain block has $2\,d\,h$ weights and the gated one $3\,d\,h'$. They are equal for

$$h' = \tfrac23\,h .$$

Shazeer (2020) went from 3072 to 2048. LLaMA 7B has $d = 4096$; two thirds of $4d$, rounded up to a multiple of 256, is 11 008.

### Experiment 4: gates on a small scale

Eight kinds of block, the eight of Shazeer's table, in a small network of the same plan: 40 inputs (MNIST-1D), model width 32, two blocks with a way around each of them, 10 classes. All have the same number of parameters, to half a percent. On the right, his figures for a language model. Two variations change one thing each.
"""

# %% tags=["play"]
blocks = gated_blocks.run()
gated_blocks.plot(blocks)
plt.show()
gated_blocks.compare(blocks)

# %% [markdown]
r"""
The two pictures agree in three things: each gated block beats its plain twin, the sigmoid's gate is the weakest, and the bilinear unit, which has no activation at all, does well. (Among the plain blocks ours come in another order: ReLU first.) It is tempting to stop here. The other rows say what to think of it.

- **It is early.** Eight epochs are a fraction of what this task takes. After 30 epochs (five seeds, some three minutes: `gated_blocks.run(seeds=range(5), epochs=30)`) SwiGLU's lead over SiLU has shrunk from 14 points to 1.3 ± 2.4, that of ReGLU over ReLU to 0.5 ± 1.7. On this scale the gate learns *faster*, not demonstrably *better*.
- **Much of it is a matter of scale.** At the start, the numbers in front of the activations are about ±0.36. There SiLU is nearly a straight line, $x/2$, and a network of nearly straight units learns slowly. Three times as large first weights lift SiLU by 12 points and leave 1 to 2 to the gate. Who compares activations without adjusting the initialisation compares initialisations (notebook 08).
- **A gate without bounds is touchy.** Make both inputs of a SwiGLU $c$ times as large, and its output grows like $c^2$. At three times the learning rate SwiGLU loses some 17 points, and scatters widely; ReLU and the bounded GLU lose next to nothing. Transformers normalise the input of every block.

**Ours and the published figures.** His are the loss of a model with more than ten thousand times our parameters, on text; ours are test errors on 1000 toy curves. Nothing in our figures confirms or contradicts his. His differences are small, 0.04 to 0.05 in log-perplexity, eight to ten times the spread of his ReLU runs, and have been found again in larger models. Why gates help he does not claim to know.
"""

# %% [markdown]
r"""
## 8 · What it costs

### Experiment 5: time, beside ReLU and beside the matrix product

Forward and backward of the engine's layers, on one core of this machine. On the right, the share that the activation takes of a whole layer, linear part included.
"""

# %% tags=["play"]
cost = activation_cost.run()
activation_cost.plot(cost)
plt.show()
activation_cost.compare(cost)

# %% [markdown]
r"""
One exponential (tanh, softplus, ELU) costs two to three times as much as ReLU's comparison. What multiplies several such parts, SiLU, SwiGLU, Mish and both forms of GELU, costs from six times as much upwards. How far upwards depends on the machine, and on what else it does: each part is an array to write and to read again. Your figures will differ; that ReLU is the cheapest, and one exponential the next, will not.

But the activation of a layer of width $n$ works on $n$ numbers per example, the matrix product on $n^2$ weights. So the wider the layer, the less its activation matters: from width 64 to 1024, SiLU's share falls from more than half to about a tenth. On graphics cards, where the activation is merged into its neighbours, it hardly shows at all. A language model pays for SwiGLU with its third matrix, not with its exponential; that is why the rule of two thirds exists.
"""

# %% [markdown]
r"""
## 9 · Which one?

| | range | slope at 0 | largest slope | dip | cost | where you meet it |
|---|---|---|---|---|---|---|
| **ReLU** | $[0, \infty)$ | 0 to 1 | 1 | none | least | everywhere; the one to beat |
| **softplus** | $(0, \infty)$ | 0.5 | 1 | none | low | positive outputs |
| **SiLU** | $[-0.2785, \infty)$ | 0.5 | 1.100 | at −1.28 | medium | EfficientNet, YOLO |
| **GELU** | $[-0.1700, \infty)$ | 0.5 | 1.129 | at −0.75 | high | BERT, GPT, vision transformers |
| **Mish** | $[-0.3088, \infty)$ | 0.6 | 1.089 | at −1.19 | medium | YOLOv4 |
| **SwiGLU** | $(-\infty, \infty)$ | — | none | in the gate | a third matrix | LLaMA, PaLM |

- **Continue somebody's model**: its activation, in its very form.
- **A new transformer**: SwiGLU, with two thirds of the width and normalised inputs; or GELU.
- **A new network of another kind**: ReLU first. Then try SiLU or GELU, with the initialisation that belongs to each, over several seeds.
- **The slope of the network is needed**: any smooth one.
- **An output that must be positive**: softplus.
"""

# %% [markdown]
r"""
## 10 · Review questions

Replace `...` by the letter of your answer, in quotes.

**Question 1.** What does a network gain by a smooth activation in ReLU's place?

- (a) It can approximate functions that no ReLU network can approximate.
- (b) Each step of training costs less time.
- (c) Its slope changes gradually, so that it has a curvature other than 0.
- (d) None of its units can stop learning any more.
"""

# %% question="smooth_gain"
smooth_gain = "c"

# %% check="smooth_gain"
check(smooth_gain=smooth_gain)

# %% [markdown]
r"""
**Question 2.** SiLU, GELU and Mish all fall before they rise. Why?

- (a) $x$ times a positive gate is negative left of 0, and comes back to 0 on the far left, where the gate shuts.
- (b) Training digs the dip, where it lowers the loss.
- (c) On the far left the gate is too small for a floating-point number.
- (d) Every smooth activation has to fall somewhere.
"""

# %% question="bump_reason"
bump_reason = "a"

# %% check="bump_reason"
check(bump_reason=bump_reason)

# %% [markdown]
r"""
**Question 3.** Φ(1) is 0.841. What does GELU return for $x = -1$?

- (a) 0
- (b) 0.159
- (c) −0.841
- (d) −0.159
"""

# %% question="gelu_at_minus_one"
gelu_at_minus_one = "d"

# %% check="gelu_at_minus_one"
check(gelu_at_minus_one=gelu_at_minus_one)

# %% [markdown]
r"""
**Question 4.** The weights of a published model were trained with $x\,\sigma(1.702x)$. You want to use them as they are. Which activation do you put into your network?

- (a) The exact GELU: approximations of one function give the same predictions.
- (b) $x\,\sigma(1.702x)$.
- (c) Either; a difference of 0.02 is either harmless or raises an error.
- (d) The exact GELU, after training a little further, because exact is better.
"""

# %% question="gelu_checkpoint"
gelu_checkpoint = "b"

# %% check="gelu_checkpoint"
check(gelu_checkpoint=gelu_checkpoint)

# %% [markdown]
r"""
**Question 5.** A feed-forward block with model width 512 and hidden width 1536 becomes a SwiGLU block. It shall keep its number of weights. What is the new hidden width?

- (a) 768
- (b) 1024
- (c) 1536
- (d) 2304
"""

# %% question="swiglu_width"
swiglu_width = "b"

# %% check="swiglu_width"
check(swiglu_width=swiglu_width)

# %% [markdown]
r"""
**Question 6.** A SwiGLU unit has $x = 3$ and gate $= 0$, and receives `grad_output` $= 2$. What is (grad_x, grad_gate)?

- (a) (0, 0)
- (b) (3, 0)
- (c) (0, 3)
- (d) (0, 6)
"""

# %% question="swiglu_shut_gate"
swiglu_shut_gate = "c"

# %% check="swiglu_shut_gate"
check(swiglu_shut_gate=swiglu_shut_gate)

# %% [markdown]
r"""
## Glossary

- **Bilinear unit** — the product of two linear layers, entry by entry, with no activation.
- **Curvature** — the second derivative: how fast the slope changes.
- **Density** — the function $\varphi$ whose area between two numbers is the probability of lying between them; for the standard normal distribution, the bell curve.
- **Dropout** — a method of training that sets randomly chosen activations to 0.
- **Epoch** — one pass of training over all examples.
- **Error function** — $\operatorname{erf}$, the area below $e^{-t^2}$, scaled to run from −1 to 1.
- **Feed-forward block** — the part of a transformer that works on each position by itself: a linear layer up, an activation, a linear layer down.
- **Gate** — a number between 0 and 1, usually a sigmoid's output, that multiplies a signal to let it through or hold it back.
- **Gated linear unit** (GLU) — the product of one linear layer and a gate computed by another.
- **GELU** (Gaussian error linear unit) — $x\,\Phi(x)$: $x$ times the probability that a standard normal number lies below it.
- **Log-perplexity** — the mean cross-entropy of a language model per word piece; lower is better.
- **Mish** — $x\tanh(\operatorname{softplus}(x))$.
- **MNIST-1D** — a task made for small experiments: curves of 40 points, each one of ten patterns that stand for the digits, distorted at random.
- **Non-monotonic** — said of a function that falls in one place and rises in another.
- **Normal distribution** — the bell-shaped distribution with density $\varphi$; $\Phi(x)$ is the probability of a number up to $x$.
- **SiLU** (sigmoid linear unit) — $x\,\sigma(x)$, also called swish.
- **Smooth** — said of a function whose slope changes without a jump, and the slope's slope likewise.
- **Softplus** — $\ln(1+e^x)$, a smooth ReLU; its slope is the sigmoid.
- **SwiGLU** — the gated unit $x\cdot\operatorname{silu}(\text{gate})$.
- **Transformer** — a network that alternates between attention, which moves information between the words of a text, and feed-forward blocks.

**Sources** Dugas, Bengio, Bélisle, Nadeau & Garcia 2001 · Hendrycks & Gimpel 2016 (arXiv:1606.08415) · Dauphin, Fan, Auli & Grangier 2017 (arXiv:1612.08083) · Ramachandran, Zoph & Le 2017 (arXiv:1710.05941) · Elfwing, Uchibe & Doya 2018 (arXiv:1702.03118) · Misra 2019 (arXiv:1908.08681, and its repository digantamisra98/Mish) · Shazeer 2020 (arXiv:2002.05202) · Touvron and others 2023, *LLaMA* (arXiv:2302.13971)
"""
