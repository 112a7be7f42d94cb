# %% [markdown]
r"""
# 00 · Checking gradients

In this course you will write some twenty backward passes. Each is a formula that you derived, turned into a program
that you typed, and either step can go wrong. This notebook builds the tool that tells you: it computes a gradient
from the function alone, without any formula. It also shows how far the tool can be trusted.

**After this notebook you can**

- compute the gradient of any function of arrays by central differences;
- say why there is a best step, where it lies, and what accuracy to expect of it;
- compare two gradients in a way that raises neither false hopes nor false alarms;
- choose inputs and upstream gradients that leave a bug no place to hide;
- name what a gradient check does *not* prove.

**Time** about 50 minutes: 35 to read, 15 to write.

**You need** the derivative as a limit, Taylor's formula, and NumPy arrays. You may come here first, or when a backward
pass of a later notebook makes you doubt.
"""

# %%
import matplotlib.pyplot as plt
import numpy as np

from autograder import check
from course import engine
from course.data import two_spirals
from course.engine import Adam, CrossEntropyLoss, Linear, Sequential, Tanh
from course.experiments import difference_quotients, kink_alarms
from course.experiments.training import fit
from course.plots import BLACK, figure, line, needs

# %% [markdown]
r"""
## 1 · Predict first

Write down an answer to each before you open it. A wrong guess is worth more than no guess.

1. You approximate the slope of tanh by $\frac{f(x+h)-f(x-h)}{2h}$ in float64. Which $h$ comes closest to the truth:
   $10^{-2}$, $10^{-5}$, $10^{-10}$ or $10^{-15}$?
2. Your `relu_derivative` is right. You check it so at 8192 random inputs, with $h = 10^{-5}$. How likely is it that
   the check reports an error?
3. The backward pass of softmax is broken: it returns zeros, always. You check it with an upstream gradient that is 1
   everywhere. Is the bug found?

<details><summary>Reveal 1</summary>

$10^{-5}$, with an error of about $4 \times 10^{-11}$. With $10^{-15}$ not even the first digit is safe. Section 4 says why.

</details>
<details><summary>Reveal 2</summary>

6 %. A batch of 8192 is likely enough to hold a number so close to 0 that $x - h$ and $x + h$ lie on either side of the
kink. Section 8 counts.

</details>
<details><summary>Reveal 3</summary>

No. The outputs of softmax sum to 1 whatever its input is, so with an upstream gradient of ones the right answer *is* zero.
Section 7 draws the lesson.

</details>
"""

# %% [markdown]
r"""
## 2 · A wrong gradient still learns

When a forward pass is wrong, you see it in the output. A wrong backward pass hides: gradient descent is forgiving, and a
direction that is roughly downhill still goes downhill.

Below, two spirals are to be told apart by a network with tanh layers (notebook 03). One copy has the right slope,
$1 - y^2$. In the other somebody forgot the square and wrote $1 - y$ instead.
"""


# %% tags=["play"]
class CarelessTanh(Tanh):
    def backward(self, grad_output):
        return grad_output * (1 - self.forward(self._saved_input))


_, (ax,) = figure(width=6.5, height=3.0)
for i, activation in enumerate((Tanh, CarelessTanh)):
    rng = np.random.default_rng(0)
    layers = [
        Linear(2, 32, rng),
        activation(),
        Linear(32, 32, rng),
        activation(),
        Linear(32, 2, rng),
    ]
    network, loss = Sequential(layers), CrossEntropyLoss()
    adam = Adam(network, lr=0.003)
    history = fit(network, loss, adam, two_spirals(), epochs=100, batch_size=20, rng=rng)
    label = f"{activation.__name__}: {history.test_accuracy[-1]:.0f} % right"
    ax.plot(history.loss, label=label, **line(i))
ax.set(title="The loss falls with either", xlabel="epoch", ylabel="loss", ylim=(0, 0.8))
_ = ax.legend(frameon=False)

# %% [markdown]
r"""
No error, no warning, and a loss that falls: only slower, as if the task were harder. Such a bug can live in a program for
years. A gradient check finds it in a millisecond.
"""

# %% [markdown]
r"""
## 3 · A slope without a formula

The derivative is a limit, and a computer can go part of the way:

$$f'(x) = \lim_{h \to 0} \frac{f(x+h) - f(x)}{h} \qquad\leadsto\qquad \frac{f(x+h)-f(x)}{h} \quad\text{with a small } h.$$

This **one-sided difference** is the slope of the line through two points of the curve. There is a better pair of points, one on
either side of $x$. The **central difference** is

$$\boxed{\;D(h) = \frac{f(x+h)-f(x-h)}{2h}\;}$$
"""

# %% tags=["play"]
x = np.linspace(-0.6, 2.2, 200)
at, h = 0.8, 0.7
slope = 1 - np.tanh(at) ** 2
_, axes = figure(columns=2, height=3.2)
pairs = {"one-sided": (at, at + h), "central": (at - h, at + h)}
for ax, (name, (low, high)) in zip(axes, pairs.items(), strict=True):
    secant = (np.tanh(high) - np.tanh(low)) / (high - low)
    ax.plot(x, np.tanh(x), **line(0), label="tanh")
    ax.plot(x, np.tanh(at) + slope * (x - at), **line(2), label="true slope")
    ax.plot(x, np.tanh(low) + secant * (x - low), **line(1), label="difference")
    ax.plot([low, high], np.tanh([low, high]), "o", color=BLACK)
    ax.plot(at, np.tanh(at), "o", color="white", markeredgecolor=BLACK)
    ax.set(title=f"{name}: {secant:.3f}, truth {slope:.3f}", xlabel="x", ylim=(-0.6, 1.3))
_ = axes[0].legend(frameon=False, loc="lower right")

# %% [markdown]
r"""
**Why it is better.** Expand both values around $x$:

$$f(x \pm h) = f(x) \pm h f'(x) + \tfrac{h^2}{2} f''(x) \pm \tfrac{h^3}{6} f'''(x) + \dots$$

Subtract. Everything with an even power cancels, and

$$\begin{aligned}
\text{central:} \quad & D(h) = f'(x) + \tfrac{h^2}{6} f'''(x) + \dots \\[4pt]
\text{one-sided:} \quad & \frac{f(x+h)-f(x)}{h} = f'(x) + \tfrac{h}{2} f''(x) + \dots
\end{aligned}$$

Halve $h$, and the one-sided error is halved; the central error is quartered. This error comes from cutting Taylor's formula short:
the **truncation error**. The price is the same, two evaluations of $f$ (unless $f(x)$ is known already).
"""

# %% [markdown]
r"""
## 4 · Why not a smaller h?

Because the computer rounds. A float64 carries about 16 digits, and two neighbours near 1 are $\varepsilon = 2.2 \times 10^{-16}$
apart. The values $f(x+h)$ and $f(x-h)$ are each off by about $\varepsilon$. The closer they lie together, the more of their digits are
the same, and those cancel; what is left is divided by the small number $2h$. This **rounding error** is about $\varepsilon / h$. Together:

$$\text{error}(h) \;\approx\; \underbrace{\tfrac{h^2}{6}\,|f'''|}_{\text{truncation}} \;+\; \underbrace{\tfrac{\varepsilon}{h}}_{\text{rounding}} .$$

One falls with $h$, the other rises. Take $|f'''| \approx 1$ and set the derivative to zero, $\frac h3 = \frac{\varepsilon}{h^2}$:

$$h_{\text{best}} = (3\varepsilon)^{1/3} \approx 9 \times 10^{-6}, \qquad \text{error} \approx \varepsilon^{2/3} \approx 4 \times 10^{-11}.$$

The same reasoning for an error that shrinks like $h^p$ gives $h_{\text{best}} \approx \varepsilon^{1/(p+1)}$. So half of the digits,
or two thirds of them, is all that such a check can confirm. That is plenty: real bugs are off by $10^{-3}$ and more.

### Experiment 1: the U-curve

Four functions, 200 random points, eight seeds; the largest error for each step. Where does the minimum lie? On the right the same in
float32, where $\varepsilon = 1.2 \times 10^{-7}$.
"""

# %% tags=["play"]
quotients = difference_quotients.run()
difference_quotients.plot(quotients)
plt.show()
difference_quotients.compare(quotients)

# %% [markdown]
r"""
**Read the left plot from right to left.** While $h$ is large, the curves fall as straight lines with the slopes 1, 2 and 4: truncation.
Then they meet one common line that rises: rounding, $\varepsilon / h$, the same for all, since they all subtract. Only the dotted
curve does not come back up. Section 9 explains that trick.

**On the right**, the best that float32 can do is an error of $3 \times 10^{-5}$, at $h = 2^{-7}$. A check in float32 cannot tell
a bug of that size from rounding. So check in float64, even if you train in float32.
"""

# %% [markdown]
r"""
### Play: choose h

Try $10^{-1}$, $10^{-3}$, $10^{-5}$, … down to $10^{-17}$, and watch how many digits agree. At which step does the quotient become exactly 0, and why?
"""

# %% tags=["play"]
h = 1e-3  # try other steps

x = 0.8
above, below = np.tanh(x + h), np.tanh(x - h)
print(f"tanh(x + h) = {above:.17f}")
print(f"tanh(x − h) = {below:.17f}")
print(f"quotient    = {(above - below) / (2 * h):.17f}")
print(f"true slope  = {1 - np.tanh(x) ** 2:.17f}")

# %% [markdown]
r"""
<details><summary>What you should see</summary>

The two values agree in ever more digits, and only the others carry information about the slope. At $h = 10^{-17}$ none is left: $x + h$ rounds to $x$, and the quotient is 0.

</details>

## 5 · From one slope to a gradient

A layer turns an array $x$ into an array $y = f(x)$, and what matters in the end is one number, the loss $L$. A backward pass is handed the
**upstream gradient** $G = \partial L / \partial y$ (`grad_output`) and owes us $\partial L/\partial x$.

To test it we need a loss with exactly this upstream gradient. The simplest is a weighted sum of the outputs:

$$L(x) = \sum_j G_j\, f(x)_j \qquad\Longrightarrow\qquad \frac{\partial L}{\partial y_j} = G_j .$$

Now nudge one entry of $x$ at a time, and leave the others as they are. With $e_i$ for the array that is 1 at place $i$ and 0 elsewhere,

$$\boxed{\;\frac{\partial L}{\partial x_i} \approx \frac{L(x + h e_i) - L(x - h e_i)}{2h} = \frac{1}{2h} \sum_j G_j \bigl[f(x + h e_i) - f(x - h e_i)\bigr]_j\;}$$

The sum runs over *all* outputs, since one input may move many of them, as in softmax or in a linear layer. The result has the shape of $x$,
whatever the shape of $y$.

**The cost**: two evaluations of $f$ for each entry of $x$. A network with a million weights would need two million forward passes for one
gradient; backpropagation needs one forward and one backward. Finite differences are for checking, not for training.
"""

# %% [markdown]
r"""
### Exercise 1 · `numeric_gradient`

Return $\partial L/\partial x$ by central differences with step `h`, for a function `f` of one array and the upstream gradient
`grad_output`, which has the shape of `f(x)`.

- The result is float64 and has the shape of `x`: a single number, an empty array, a matrix. `f(x)` may have another shape.
- `x` may hold integers. An integer array cannot hold $x + h$: work with floats.
- `x` must come out unchanged. What `f` does with its argument is not your business: it may return it, or overwrite it.

<details><summary>Hint 1: nudge</summary>

Write down by hand what happens to `x = [1, 2]`. Which two arrays are handed to `f` for the first entry, and which two for the second?

</details>
<details><summary>Hint 2: approach</summary>

`for i in np.ndindex(x.shape)` goes through all entries of an array of any shape; `x[i]` is then one number. Make two fresh copies of
`x` in every round. Where would the nudge of the last round still stick if you did not?

</details>
<details><summary>Hint 3: almost there</summary>

Four lines in the loop: copy twice, move one entry up in one copy and down in the other, and set one entry of the result. That entry is a
single number: the products with the upstream gradient are summed.

</details>
"""


# %% exercise="numeric_gradient"
def numeric_gradient(f, x, grad_output, h=1e-5):
    """∂L/∂x, given grad_output = ∂L/∂f(x); float64, of x's shape."""
    ### BEGIN SOLUTION
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[i] += h
        below[i] -= h
        gradient[i] = np.sum(grad_output * (f(above) - f(below))) / (2 * h)
    return gradient
    ### END SOLUTION


# %% check="numeric_gradient"
check(numeric_gradient)

# %% [markdown]
r"""
## 6 · How close is close enough?

Two gradients never agree in every digit. One number should say how far they are apart. Some candidates, and where they fail:

| measure | what goes wrong |
|---|---|
| $\max_i \lvert a_i - b_i\rvert$ | for gradients of size $10^6$, an error of $10^{-4}$ is rounding; for gradients of size $10^{-3}$ it is a bug |
| $\max_i \lvert a_i - b_i\rvert / \lvert b_i\rvert$ | an entry that is 0 because large terms cancel is off by rounding alone, and divides it by nearly 0: a false alarm |
| mean of $\lvert a_i - b_i\rvert$ | one wrong entry among a million right ones disappears |

So take the *largest* difference, and measure it by the largest entry of the *whole* array: that is the size at which the rounding took
place. And never divide by a number below 1, or tiny gradients would be judged by their rounding:

$$\boxed{\;\text{error}(a, b) = \frac{\max_i |a_i - b_i|}{\max\bigl(1,\ \max_i |b_i|\bigr)}\;}$$

Here $b$ is what you trust, the numeric gradient. For activations of moderate inputs, in float64:

| error | what it means |
|---|---|
| below $10^{-7}$ | right |
| $10^{-7}$ to $10^{-4}$ | look again: an inexact constant, a kink nearby, float32 on the way? |
| above $10^{-4}$ | wrong |

(Stanford's CS231n measures entry by entry, and is happy below $10^{-7}$, uncomfortable from $10^{-4}$, and sure of a bug from $10^{-2}$ on.)
"""

# %% [markdown]
r"""
### Exercise 2 · `relative_error`

Return the number in the box, for two arrays of the same shape. Two empty arrays agree: their error is 0.

<details><summary>Hint 1: nudge</summary>

There are two maxima over entries, and one maximum of two numbers. Which NumPy function does which?

</details>
<details><summary>Hint 2: approach</summary>

Absolute values come first, the maximum after, both above and below. A gradient of $-100$ is large.

</details>
<details><summary>Hint 3: almost there</summary>

`np.max` takes `initial=`, the value to start from. What should each of the two maxima start from? Chosen well, empty arrays need no
case of their own, nor does the 1.

</details>
"""


# %% exercise="relative_error"
def relative_error(a, b):
    """max |a − b| / max(1, max |b|), one number; 0 for empty arrays."""
    ### BEGIN SOLUTION
    return np.max(np.abs(a - b), initial=0.0) / np.max(np.abs(b), initial=1.0)
    ### END SOLUTION


# %% check="relative_error"
check(relative_error)

# %% [markdown]
r"""
## 7 · Find the bugs

Here are five backward passes; some of them are wrong. Read them and make a guess. Then let your two functions judge them: once with an upstream
gradient of ones, once with a random one.
"""

# %% tags=["play"]
sigmoid, softmax = engine.sigmoid, engine.softmax
suspects = {
    "sigmoid": (sigmoid, lambda g, x: g * sigmoid(x) * (1 - sigmoid(x))),
    "tanh": (engine.tanh, lambda g, x: g * (1 - engine.tanh(x))),
    "relu": (engine.relu, lambda g, x: g * (x > 0)),
    "softplus": (engine.softplus, lambda g, x: sigmoid(x)),
    "softmax": (softmax, lambda g, x: softmax(x) * (g - np.mean(g))),
}
rng = np.random.default_rng(0)
x = rng.normal(size=6)
upstream = {"all ones": np.ones(6), "random": rng.normal(size=6)}

with needs(numeric_gradient, relative_error):
    print("           error with ones    error with random numbers")
    for name, (forward, backward) in suspects.items():
        errors = [
            relative_error(backward(g, x), numeric_gradient(forward, x, g))
            for g in upstream.values()
        ]
        print(f"{name:9}{errors[0]:17.1e}{errors[1]:21.1e}")

# %% [markdown]
r"""
<details><summary>The verdicts</summary>

Three are wrong. **tanh** lacks the square, and either check finds it. **softplus** forgets the upstream gradient, and **softmax** subtracts the
plain mean of the upstream gradient where it should weight it by the probabilities. Both pass with ones: there, forgetting a factor of 1 is no
mistake, and every mean of ones is 1.

</details>

**The lesson: random upstream gradients, of mixed sign.** A regular one shares symmetries with the bug. The same goes for inputs: not zeros, not all
of one sign, not a square matrix where a transpose would go unnoticed, not as many rows as columns.
"""

# %% [markdown]
r"""
## 8 · Kinks

ReLU, its leaky relatives, $|x|$ and $\max$ have **kinks**: points without a derivative. If $x - h$ and $x + h$ lie on either side of ReLU's kink,
then for $0 < x < h$

$$D(h) = \frac{(x + h) - 0}{2h} = \frac12 + \frac{x}{2h},$$

somewhere between the two slopes, while a right `relu_derivative` says 1. The check cries wolf.

How often? For an input from $N(0, 1)$ the probability of $|x| < h$ is $p = \operatorname{erf}(h/\sqrt2) \approx 0.8\,h$, and among $n$ inputs

$$P(\text{false alarm}) = 1 - (1 - p)^n .$$

### Experiment 2: crying wolf

We check ReLU's right derivative on 2000 random batches (five seeds of 400), for three steps, and count.
"""

# %% tags=["play"]
alarms = kink_alarms.run()
kink_alarms.plot(alarms)
plt.show()
kink_alarms.compare(alarms)

# %% [markdown]
r"""
With $h = 10^{-5}$ and a handful of inputs, hardly ever. With a large batch, one run in sixteen, which is what makes a test suite fail on a Tuesday and pass
on Wednesday. With the step that float32 needs, every third batch of 64. Two remedies:

- **Keep your distance.** Move inputs that lie within 0.01 of a kink; the last row of the table shows the result. This is what the checks in this course do.
- **At the kink itself**, accept any slope between the two sides (notebook 02).

Never widen the tolerance until the alarm stops: an error of ½ is as large as a bug.
"""

# %% [markdown]
r"""
## 9 · More digits, if you need them

**Five points.** Combine the central differences of step $h$ and $2h$ so that the term with $h^2$ cancels, too:

$$\frac{4 D(h) - D(2h)}{3} = f'(x) + O(h^4).$$

The best step grows to about $10^{-3}$, and the error falls below $10^{-12}$. This is `engine.five_point_gradient`.

**The complex step.** Rounding hurts because two nearly equal numbers are subtracted. So do not subtract. Step in the *imaginary* direction
instead:

$$f(x + ih) = f(x) + i h f'(x) - \tfrac{h^2}{2} f''(x) - \dots$$

The slope stands alone in the imaginary part:

$$\boxed{\;\frac{\operatorname{Im} f(x + ih)}{h} = f'(x) + O(h^2)\;}$$

Value and slope travel in separate parts of one complex number, and nothing cancels. So $h$ can be $10^{-200}$: the truncation error vanishes, and all 16 digits are right
(Squire & Trapp 1998). The catch: $f$ must be written in operations that make sense for complex numbers. Comparisons and absolute values do not, which
rules out ReLU, and the stable forms of this course.
"""

# %% tags=["play"]
x = np.linspace(-3, 3, 7)
exact = 1 - np.tanh(x) ** 2
ones = np.ones_like(x)
complex_step = np.tanh(x + 1e-200j).imag / 1e-200
print(f"central, h = 1e-5   {abs(engine.numeric_gradient(np.tanh, x, ones) - exact).max():.1e}")
print(f"five points         {abs(engine.five_point_gradient(np.tanh, x, ones) - exact).max():.1e}")
print(f"complex, h = 1e-200 {abs(complex_step - exact).max():.1e}")

# %% [markdown]
r"""
## 10 · What a check does not prove

- **It compares backward with forward, not forward with your intention.** A perfect gradient of the wrong function passes.
- **It sees the points that it tries.** A bug for $x > 20$ stays hidden if no input is larger than 4.
- **Where a function is flat, everything agrees.** At $x = 50$ the slope of the sigmoid is 0 to 21 digits, and so is the slope of many a wrong formula.
- **It needs a function that gives the same answer twice.** Fix the random numbers of dropout while you check.

**The checklist**

1. float64, $h = 10^{-5}$; for inputs far above 1, $h$ times their size (`engine.numeric_gradient` does that).
2. Random inputs of moderate size, away from kinks; few of them.
3. A random upstream gradient of mixed sign.
4. Rectangular shapes, no two sizes alike.
5. The largest error, relative to the largest entry: below $10^{-7}$.
"""

# %% [markdown]
r"""
## 11 · Review questions

Replace `...` by the letter of your answer, in quotes.

**Question 1.** You halve the step of a central difference, from 0.02 to 0.01. What happens to its error?

- (a) It is halved.
- (b) It falls to a quarter.
- (c) It doubles, since rounding is divided by a smaller number.
- (d) It stays, since the formula is exact for both.
"""

# %% question="central_halved"
central_halved = "b"

# %% check="central_halved"
check(central_halved=central_halved)

# %% [markdown]
r"""
**Question 2.** To be on the safe side, a colleague checks gradients in float64 with $h = 10^{-12}$. What do you tell her?

- (a) A smaller step is always better; even smaller would do no harm.
- (b) It makes no difference: the error depends on the function, not on the step.
- (c) The step is so small that $x + h$ rounds to $x$ for every $x$, and all slopes come out as 0.
- (d) Rounding now costs about $\varepsilon/h \approx 10^{-4}$; with $10^{-5}$ she would get ten digits.
"""

# %% question="step_too_small"
step_too_small = "d"

# %% check="step_too_small"
check(step_too_small=step_too_small)

# %% [markdown]
r"""
**Question 3.** A layer's backward pass forgets to multiply by the upstream gradient. Which check is sure to miss it?

- (a) One with an upstream gradient of ones.
- (b) One with a random upstream gradient.
- (c) One with random inputs.
- (d) One with a single input.
"""

# %% question="upstream_of_ones"
upstream_of_ones = "a"

# %% check="upstream_of_ones"
check(upstream_of_ones=upstream_of_ones)

# %% [markdown]
r"""
**Question 4.** The check of `leaky_relu_derivative` reports an error of 0.3 at $x = 4 \times 10^{-6}$, and below $10^{-10}$ everywhere else. What is the
best next step?

- (a) Raise the tolerance to 0.5, since the other entries are right.
- (b) Correct the derivative: 0.3 is far above rounding.
- (c) Take $h = 10^{-3}$, so that a single number weighs less.
- (d) Move that input away from the kink and check again.
"""

# %% question="alarm_at_kink"
alarm_at_kink = "d"

# %% check="alarm_at_kink"
check(alarm_at_kink=alarm_at_kink)

# %% [markdown]
r"""
**Question 5.** A right backward pass is checked in float32, and the error is $2 \times 10^{-5}$ at the best step. What follows?

- (a) The formula has an inexact constant.
- (b) Nothing: that is what float32 can confirm. The check belongs in float64.
- (c) The step was too large; it must be taken far below $10^{-5}$.
- (d) The upstream gradient was too large.
"""

# %% question="check_in_float32"
check_in_float32 = "b"

# %% check="check_in_float32"
check(check_in_float32=check_in_float32)

# %% [markdown]
r"""
**Question 6.** A GELU layer passes the gradient check with an error of $10^{-11}$. What do you know?

- (a) That it computes GELU and its gradient.
- (b) That training with it will converge.
- (c) That its backward pass belongs to its forward pass, at the inputs that were tried.
- (d) That its backward pass is right for every input.
"""

# %% question="what_a_check_proves"
what_a_check_proves = "c"

# %% check="what_a_check_proves"
check(what_a_check_proves=what_a_check_proves)

# %% [markdown]
r"""
## Glossary

- **Central difference** — the slope $\frac{f(x+h)-f(x-h)}{2h}$ of the line through two points at equal distance on either side; its error is of order $h^2$.
- **Complex step** — the slope $\operatorname{Im} f(x+ih)/h$, which subtracts nothing and so is exact to rounding, for formulas that accept complex numbers.
- **Epoch** — one pass of training over all examples.
- **Five-point formula** — a combination of two central differences whose error is of order $h^4$.
- **Gradient check** — the comparison of a backward pass with differences of the forward pass.
- **Gradient descent** — training by small steps, each against the gradient of the loss.
- **Kink** — a point where a curve changes its slope abruptly, so that the derivative does not exist there.
- **Machine epsilon** — the distance $\varepsilon$ from 1 to the next floating-point number: $2.2 \times 10^{-16}$ in float64, $1.2 \times 10^{-7}$ in float32.
- **Numeric gradient** — a gradient computed from values of the function alone, one entry at a time.
- **One-sided difference** — the slope $\frac{f(x+h)-f(x)}{h}$; its error is of order $h$.
- **Relative error** — here: the largest difference of two arrays, divided by the largest entry of the second where that is above 1.
- **Rounding error** — what is lost because a computer keeps a fixed number of digits; in a difference quotient about $\varepsilon/h$.
- **Truncation error** — what is lost because a limit or a series is cut short; for central differences about $\frac{h^2}{6} |f'''|$.
- **Upstream gradient** — $\partial L/\partial y$, the gradient of the loss with respect to a layer's output, which the layer receives from the one after it (`grad_output`; CS231n calls it `dout`).

**Sources** Squire & Trapp 1998, *Using complex variables to estimate derivatives of real functions* · Press, Teukolsky, Vetterling & Flannery 2007, *Numerical
Recipes*, §5.7 · Stanford CS231n, course notes on gradient checks · SciPy, `approx_derivative` (the steps $\varepsilon^{1/2}$ and $\varepsilon^{1/3}$)
"""
