# %% [markdown]
r"""
# 07 · Universal approximation

One hidden layer can draw any continuous curve, and cut any region out of the plane. You will build such networks
by hand, with nothing trained. Then you will see what the famous theorem leaves open: how large, how deep, and how to
find the weights.

**After this notebook you can**

- write down the ReLU network that joins given points by straight lines, and prove how far it is off in between;
- make a step, a bump and any staircase of sigmoids;
- state the universal approximation theorem for regression and for classification, and name the one kind of activation that it excludes;
- count the straight pieces of a ReLU network, and say what depth buys that width does not;
- list what the theorem does not promise.

**Time** about 65 minutes: 40 to read, 25 to write.

**You need** linear and activation layers (notebook [01](01_why_nonlinearity.ipynb)), ReLU (notebook [02](02_relu_family.ipynb)),
the sigmoid (notebook [03](03_sigmoid_and_tanh.ipynb)), derivatives, and NumPy's broadcasting.
"""

# %%
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display
from scipy.special import expit as sigmoid  # stable, as you wrote it in notebook 03

from autograder import check
from course.experiments import (
    polygon_classifier,
    polynomial_activation,
    relu_interpolation,
    sigmoid_bumps,
    tent_map,
    trained_sine,
)
from course.plots import BLACK, figure, line, needs

# %% [markdown]
r"""
## 1 · Predict first

Write a guess for each before you open it. A wrong guess is worth more than no guess.

1. One hidden layer of **nine ReLUs** is to draw one full wave of the sine, from 0 to $2\pi$. At its worst point, how far
   off will it be: about 0.6, 0.06 or 0.006?
2. You have **sixteen ReLUs**. In one hidden layer, into how many straight pieces can they bend a line? And in eight layers of two?
3. You train the nine ReLUs of question 1 from twenty random starts. How many of the twenty come as close as the network that you
   will build by hand?

<details><summary>Reveal 1</summary>

0.0594, without any training. The bound that you will prove says 0.0609.

</details>
<details><summary>Reveal 2</summary>

At most 17 in one layer, and 256 in eight layers. Section 6 shows why.

</details>
<details><summary>Reveal 3</summary>

None. What exists and what is found are two things. Section 7 measures it.

</details>
"""

# %% [markdown]
r"""
## 2 · Hinges: joining points by straight lines

The unit $\operatorname{relu}(x - k)$ is a **hinge**: flat up to the **knot** $k$, then rising with slope 1. A weighted sum of hinges
is a line that bends at every knot, and nowhere else.

Take $n$ points $(k_0, v_0), \dots, (k_{n-1}, v_{n-1})$ with increasing knots. We look for

$$f(x) = v_0 + \sum_{j=0}^{n-2} c_j \operatorname{relu}(x - k_j) \qquad\text{with}\qquad f(k_j) = v_j .$$

At $k_0$ all hinges are 0 and $f = v_0$, as it should be. Between $k_j$ and $k_{j+1}$ the hinges $0, \dots, j$ are on, so the slope there is
$c_0 + \dots + c_j$. To arrive at the next point it must be

$$s_j = \frac{v_{j+1} - v_j}{k_{j+1} - k_j} .$$

So the sums of the $c$ must be the slopes. Subtract neighbours:

$$\boxed{\; c_0 = s_0, \qquad c_j = s_j - s_{j-1} \;}$$

A weight is **how much the slope changes** at its knot. And this is a neural network with one hidden layer:

$$\underbrace{\operatorname{relu}\bigl(x\,W_1 + b_1\bigr)}_{n-1 \text{ hidden units}} W_2 + b_2$$

$$W_1 = (1 \cdots 1),\quad b_1 = (-k_0, \dots, -k_{n-2}),\quad W_2 = \begin{pmatrix} c_0 \\ \vdots \\ c_{n-2} \end{pmatrix},\quad b_2 = (v_0).$$
"""

# %% tags=["play"]
knots, values = np.array([0.0, 1.0, 2.0, 4.0]), np.array([1.0, 3.0, 2.0, 2.0])
x = np.linspace(-0.5, 4.5, 501)
hinges = {  # The slopes of the three pieces are 2, −1 and 0.
    "2·relu(x)": 2 * np.maximum(x, 0),
    "−3·relu(x − 1)": -3 * np.maximum(x - 1, 0),
    "relu(x − 2)": np.maximum(x - 2, 0),
}
_, (left, right) = figure(columns=2, height=2.9)
for i, (name, hinge) in enumerate(hinges.items()):
    left.plot(x, hinge, label=name, **line(i))
left.set(title="three weighted hinges", xlabel="x", ylim=(-8, 9))
left.legend(frameon=False, loc="upper left")
right.plot(x, 1 + sum(hinges.values()), color=BLACK, linewidth=2)
right.plot(knots, values, "o", color=line(1)["color"], markersize=8)
_ = right.set(title="their sum, plus 1, joins the four points", xlabel="x")

# %% [markdown]
r"""
### Exercise 1 · `piecewise_linear_fit`

Return `(weight1, bias1, weight2, bias2)` of the network $\operatorname{relu}(x W_1 + b_1) W_2 + b_2$ that joins the given points by straight lines.
For `n` knots it has `n − 1` hidden units:

| | `knots`, `values` | `weight1` | `bias1` | `weight2` | `bias2` |
|---|---|---|---|---|---|
| shape | `(n,)` | `(1, n − 1)` | `(n − 1,)` | `(n − 1, 1)` | `(1,)` |

The knots increase, but not always by the same step. There are at least two of them. Inputs are never modified; `float32` in gives `float32` out.

There is more than one right answer: units may stand in any order, and hinges may open to the left as well. So the check does not compare weights. It
evaluates *your network* at the knots and between them. What it does outside is its own affair.

<details><summary>Hint 1: nudge</summary>

Find all the slopes first. You need no loop: `np.diff` gives the differences of neighbours.

</details>
<details><summary>Hint 2: approach</summary>

The slopes are one array, the changes of slope another. Which change belongs to the first knot, where there is no slope before it? (`np.diff` has an argument
`prepend`.)

</details>
<details><summary>Hint 3: almost there</summary>

The last knot needs no hinge: nothing bends there any more. To turn an array of shape `(n − 1,)` into a column, index it with `[:, None]`; `values[:1]` is an array of one
number. For `weight1`, think of the dtype: `np.ones_like` has one, `np.ones` has its own.

</details>
"""


# %% exercise="piecewise_linear_fit"
def piecewise_linear_fit(knots, values):
    """(weight1, bias1, weight2, bias2) of the ReLU network that joins the points by lines."""
    ### BEGIN SOLUTION
    slopes = np.diff(values) / np.diff(knots)
    turns = np.append(slopes[:1], np.diff(slopes))
    return np.ones_like(turns)[None, :], -knots[:-1], turns[:, None], values[:1].copy()
    ### END SOLUTION


# %% check="piecewise_linear_fit"
check(piecewise_linear_fit)

# %% [markdown]
r"""
### How far off is it in between?

Let $f$ be twice differentiable with $|f''| \le M$, and let $p$ join its values at knots that are $h$ apart. Then everywhere between the knots

$$\boxed{\;|f(x) - p(x)| \le \frac{M h^2}{8}\;}$$

*Proof.* Take a piece $[a, b]$ and a point $x$ inside it. Choose the number $q$ so that

$$g(t) = f(t) - p(t) - q\,(t-a)(t-b)$$

vanishes at $t = x$. It vanishes at $a$ and at $b$ as well. Between three zeros of $g$ lie two zeros of $g'$, and between these a zero $\xi$ of $g''$ (Rolle's theorem, twice).
But $p'' = 0$, so $g''(\xi) = f''(\xi) - 2q = 0$: $q$ is half of $f''(\xi)$. Hence

$$|f(x) - p(x)| = \tfrac12 |f''(\xi)|\,(x-a)(b-x) \le \tfrac{M}{2}\cdot\tfrac{h^2}{4},$$

since a product of two numbers with sum $h$ is largest when they are equal. ∎

**For the sine**, $M = 1$. Nine pieces on $[0, 2\pi]$ are 40° wide each, $h = 2\pi/9$, and the bound is $h^2/8 = 0.0609$. The true error is a little less. The piece from 80° to
120° is the most curved; its chord passes below the arc's middle at $\sin 100° \cos 20°$, so the gap is $\sin 100°\,(1 - \cos 20°) = 0.0594$.

### Experiment 1: your network draws a sine
"""

# %% tags=["play"]
with needs(piecewise_linear_fit):
    sine = relu_interpolation.run(piecewise_linear_fit)
    relu_interpolation.plot(sine)
    plt.show()
    display(relu_interpolation.compare(sine))

# %% [markdown]
r"""
Twice the units, a quarter of the error: that is the $h^2$. Nothing was trained, nothing is random.

### Play: where should the knots go?

Equal steps are not the best choice. Move the knots below (any number of them, increasing) and try to beat 0.0594 with nine units or less. Where is the sine most curved?
"""

# %% tags=["play"]
my_knots = np.array([0.0, 0.7, 1.4, 2.1, 2.8, 3.5, 4.2, 4.9, 5.6, 2 * np.pi])

with needs(piecewise_linear_fit):
    network = piecewise_linear_fit(my_knots, np.sin(my_knots))
    x = np.linspace(0, 2 * np.pi, 2001)
    gap = relu_interpolation.evaluate(network, x) - np.sin(x)
    _, (ax,) = figure(height=2.6, width=7.0)
    ax.plot(x, gap, **line(1))
    ax.plot(my_knots, 0 * my_knots, "o", color=BLACK)
    ax.set(title=f"{len(my_knots) - 1} units, largest error {np.max(np.abs(gap)):.4f}", xlabel="x")
    plt.show()

# %% [markdown]
r"""
<details><summary>What you may find</summary>

The error of a piece is about $h^2|f''|/8$, so pieces should be short where the sine is curved (around $\pi/2$ and $3\pi/2$) and long where it is nearly straight (around 0, $\pi$ and $2\pi$). With
`[0, 0.79, 1.32, 1.82, 2.35, 3.93, 4.46, 4.96, 5.49, 2π]` nine units come down to 0.031, about half. A network that *learns* its knots could do that by itself, in principle. Section 7 asks whether it does.

</details>

## 3 · Steps and bumps: the sigmoid

A sigmoid unit has no corner to bend a line at. It has something else. Give it a large weight $s$, the **sharpness**, and it becomes a **step**:

$$\sigma\bigl(s\,(x - k)\bigr) \;\to\; \begin{cases} 1 & x > k \\ \tfrac12 & x = k \\ 0 & x < k \end{cases} \qquad (s \to \infty).$$

As a unit with weight $w$ and bias $b$ it has $w = s$ and $b = -sk$, so the step sits at $k = -b/w$. Two steps make a **bump**: up at `left`, down again at `right`,

$$\text{bump}(x) = \text{height}\cdot\Bigl[\sigma\bigl(s\,(x - \text{left})\bigr) - \sigma\bigl(s\,(x - \text{right})\bigr)\Bigr].$$

That is a hidden layer of two sigmoids, with output weights $+\text{height}$ and $-\text{height}$. This is the picture of Nielsen (2015, ch. 4), a proof that one can see.
"""

# %% tags=["play"]
x = np.linspace(-0.2, 1.2, 701)
_, (left, right) = figure(columns=2, height=2.9)
for i, sharpness in enumerate((5, 20, 200)):
    left.plot(x, sigmoid(sharpness * (x - 0.3)), label=f"sharpness {sharpness}", **line(i))
steps = [sigmoid(50 * (x - edge)) for edge in (0.3, 0.7)]
for i, (step, edge) in enumerate(zip(steps, (0.3, 0.7), strict=True)):
    right.plot(x, step, label=f"step at {edge}", **line(i))
right.fill_between(x, *steps, color="#dddddd", label="between them: the bump")
left.set(title="a step at 0.3", xlabel="x")
right.set(title="two steps, 0.4 apart", xlabel="x", ylim=(-0.05, 1.55))
for ax in (left, right):
    ax.legend(frameon=False, loc="lower right" if ax is left else "upper left")

# %% [markdown]
r"""
### Exercise 2 · `bump`

Return the bump at every entry of the array `x`: two sigmoids, no `if`. `sigmoid` is there for you, imported above. Any shape of `x`; `float32` in gives `float32` out.

<details><summary>Hint 1: nudge</summary>

Where is the first sigmoid one half? Where must the second one be?

</details>
<details><summary>Hint 2: approach</summary>

The sharpness multiplies the *distance* from the edge, not $x$ alone. And the two steps are combined so that far to the right nothing is left of them.

</details>
<details><summary>Hint 3: almost there</summary>

In the middle of a sharp bump the two sigmoids are 1 and 0. Which operation gives 1 there, and 0 where they are 1 and 1? The height multiplies the whole.

</details>
"""


# %% exercise="bump"
def bump(x, left, right, height, sharpness):
    """Two sigmoids: about `height` between left and right, about 0 outside."""
    ### BEGIN SOLUTION
    return height * (sigmoid(sharpness * (x - left)) - sigmoid(sharpness * (x - right)))
    ### END SOLUTION


# %% check="bump"
check(bump)

# %% tags=["play"]
with needs(bump):
    x = np.linspace(-0.2, 1.2, 701)
    _, (ax,) = figure(height=2.6, width=7.0)
    for i, sharpness in enumerate((5, 20, 200)):
        ax.plot(x, bump(x, 0.3, 0.7, 0.8, sharpness), label=f"sharpness {sharpness}", **line(i))
    ax.set(title="your bump of height 0.8 from 0.3 to 0.7", xlabel="x")
    ax.legend(frameon=False)
    plt.show()

# %% [markdown]
r"""
### A staircase for any continuous function

Cut $[0, 1]$ into $n$ pieces of width $h = 1/n$, and put a sharp bump on each, as high as $f$ in the middle of the piece. Their sum is a staircase of $2n$ sigmoids. How far is it off?
On a piece no point is further than $h/2$ from its middle. By the mean value theorem $f$ changes by at most $\max|f'|\cdot h/2$ on the way. So

$$|f(x) - \text{staircase}(x)| \le \max|f'| \cdot \frac{h}{2} .$$

(Where two bumps meet, both are half on, and the sum lies between the two heights.) If $f$ is continuous, but has no derivative, the argument survives: a continuous function on a closed interval is
*uniformly* continuous, so for every tolerance there is a width $h$ below which $f$ changes by less than that on every piece.

Compare: straight pieces are off by $h^2$, constant ones by $h$.

### Experiment 2: your bumps draw Nielsen's curve
"""

# %% tags=["play"]
with needs(bump):
    staircase = sigmoid_bumps.run(bump)
    sigmoid_bumps.plot(staircase)
    plt.show()
    display(sigmoid_bumps.compare(staircase))

# %% [markdown]
r"""
## 4 · The theorem

You have just proved it for one input. Here is the general form.

> **Universal approximation.** Let $K$ be a closed and bounded set of inputs in $\mathbb R^d$, $f$ a continuous function on $K$, and $\varepsilon > 0$. Then there are a number of units $n$, and
> weights and biases, so that $\displaystyle F(\mathbf x) = \sum_{i=1}^{n} c_i\, \varphi(\mathbf w_i \cdot \mathbf x + b_i)$ stays within $\varepsilon$ of $f$ everywhere on $K$.

For which activations $\varphi$ does it hold?

| | $\varphi$ | |
|---|---|---|
| Cybenko 1989 | continuous and sigmoidal: from 0 at $-\infty$ to 1 at $+\infty$ | the sigmoid |
| Hornik 1991 | continuous, bounded, not constant | tanh, a single bump: it is not the S that matters |
| Leshno, Lin, Pinkus & Schocken 1993 | **not a polynomial** (and not too wild) | all of them, and ReLU; what fails this condition fails altogether |

The last line is the answer to the question of notebook 01, *what must an activation be?* Not saturating, not smooth, not monotone. Only no polynomial. Why not?

If $\varphi$ is a polynomial of degree $m$, then so is each $\varphi(\mathbf w \cdot \mathbf x + b)$, and so is their sum, however many there are. A layer of a million squares is one parabola. (The identity, degree
1, gives one line: the collapse of notebook 01 again.) The best parabola for the sine on $[0, 2\pi]$ leaves a root mean square error of $\sqrt{1/2 - 3/\pi^2} = 0.4428$, and so does every network of squares.

### Experiment 3: width against a wall

Each network below has a hidden layer with random weights, and the best output weights that there are for it, found by least squares. The only difference is the activation.
"""

# %% tags=["play"]
wall = polynomial_activation.run()
polynomial_activation.plot(wall)
plt.show()
polynomial_activation.compare(wall)

# %% [markdown]
r"""
Squares and no activation stay on the floor at every width. The others leave it, and the smooth ones fastest, because the sine is smooth. (For a target with corners it would be the other way round.)
"""

# %% [markdown]
r"""
## 5 · For classes, too

In **regression** the target is a continuous function, and the theorem applies as it stands: a linear output layer, no activation after it.

In **classification** the target is an answer, yes or no, and at the boundary it *jumps*. No continuous function is close to a jump everywhere. What can be promised is a little less: the network's answer, the
sign of its output, is right **except on a set of points that is as small as you like** (Cybenko 1989). The errors gather along the boundary.

With sigmoids this can be drawn. In the plane, $\sigma\bigl(s\,(1 - \mathbf n\cdot\mathbf x)\bigr)$ is a step across a line: 1 on the inner side of an edge, 0 beyond. Take $n$ of them as the sides of a regular polygon around a
disc of radius 1, add them up, and ask whether the sum exceeds $n - \tfrac12$, that is, whether all of them say yes:

$$\text{inside} \iff \sum_{k=1}^{n} \sigma\bigl(s\,(1 - \mathbf n_k\cdot\mathbf x)\bigr) - \bigl(n - \tfrac12\bigr) > 0 .$$

One hidden layer, one linear output, one comparison with 0. (A sigmoid on top would turn the output into a probability, without moving the boundary.) The polygon's area is $n\tan(\pi/n)$, the disc's is $\pi$, so the share that is
misjudged is $\frac{n}{\pi}\tan\frac{\pi}{n} - 1 \approx \frac{\pi^2}{3n^2}$.

### Experiment 4: a disc from half-planes
"""

# %% tags=["play"]
disc = polygon_classifier.run()
polygon_classifier.plot(disc)
plt.show()
polygon_classifier.compare(disc)

# %% [markdown]
r"""
<details><summary>Does this work for a region with a hole, or for two regions?</summary>

Not with this recipe, which asks for *all* half-planes and so can only make convex regions. But the theorem holds for them as well. One way is a second hidden layer: units that say "inside A" and "inside B" in the first two layers,
and "A or B" in the third. With one hidden layer it also works, only less obviously: sums of many steps in many directions make a tower over any small disc, and towers cover any region.

</details>

## 6 · What depth buys

Width bends a line at one more point for each unit. With one hidden layer of $n$ ReLUs, a network from one number to one number has **at most $n + 1$ straight pieces**. Depth can do better.

The **tent** $T(x) = 2\operatorname{relu}(x) - 4\operatorname{relu}(x - \tfrac12)$ rises from 0 to 1 and falls back to 0 on $[0, 1]$. It *folds* the interval: the two halves land on top of each other. Whatever the next layer does, it now does twice, once
on either half, mirrored. So $T(T(x))$ has two tents, $T(T(T(x)))$ has four, and

$$\underbrace{T \circ T \circ \cdots \circ T}_{L \text{ layers of 2 units}} \quad\text{has}\quad 2^L \text{ straight pieces}.$$

Eight layers need 16 ReLUs for 256 pieces. One hidden layer would need 255. This is the argument of Telgarsky (2015): there are functions for which a shallow network must be exponentially larger than a deep one.

### Counting pieces

How many pieces does a given network have? Sampling on a grid misses the narrow ones. But there is an exact way, layer by layer. Here is a helper that you may use; run it as it is.
"""


# %%
def preactivations(layers, x):
    """What every layer hands to its ReLU, for the points x (n,): a list of (n, units) arrays.

    The last entry is the network's output: there is no ReLU after the last layer.
    """
    h, found = x[:, None], []
    for weight, bias in layers:
        found.append(h @ weight + bias)
        h = np.maximum(found[-1], 0)
    return found


# %% [markdown]
r"""
Suppose that you know points $x_0 < x_1 < \dots$ between which everything *before* layer $\ell$ is straight. Then the pre-activations of layer $\ell$ are straight between them, too. A unit bends where its pre-activation
changes sign. Between two neighbours with pre-activations $z_0$ and $z_1$ of opposite sign that is at

$$x = x_0 + \frac{z_0}{z_0 - z_1}\,(x_1 - x_0),$$

since a straight line through $(x_0, z_0)$ and $(x_1, z_1)$ is zero there. Add all such points of all units, and go on to the next layer. Start with the two ends of the interval. After the last hidden layer you have every
point where the output can bend. Not at all of them it does: the bends of several units may cancel, or their output weight may be 0. So compare the slopes of neighbouring pieces, and count where they differ.

### Exercise 3 · `count_linear_pieces`

Return the number of straight pieces of the network's output on $[\text{low}, \text{high}]$, an integer. `layers` is a list of `(weight, bias)` pairs, first layer first; one number goes in, one comes out; a ReLU follows every layer but the last. Two
neighbouring pieces of one slope are one piece.

<details><summary>Hint 1: nudge</summary>

`preactivations(layers, x)` is a list, one array a layer; in it, each row is a point and each column a unit. Where do two neighbouring rows have opposite signs?

</details>
<details><summary>Hint 2: approach</summary>

Lay the array without its last row on the array without its first: neighbours meet, and the product of opposite signs is negative. `np.nonzero` gives the rows and columns of all crossings at once. New points come from the formula;
`np.unique` sorts them in. Two units may cross at the same point up to rounding: drop points that are nearer to their neighbour than a thousand-millionth of the interval.

</details>
<details><summary>Hint 3: almost there</summary>

At the end, slopes are `np.diff` of the output over `np.diff` of the points. Slopes that are equal on paper differ by rounding in the computer: `np.isclose` compares them. One piece more than there are places where neighbours differ.

</details>
"""


# %% exercise="count_linear_pieces"
def count_linear_pieces(layers, low, high):
    """How many straight pieces the ReLU network's output has on [low, high]."""
    ### BEGIN SOLUTION
    x = np.array([low, high], dtype=float)
    for depth in range(len(layers) - 1):
        z = preactivations(layers, x)[depth]
        before, after = z[:-1], z[1:]
        row, unit = np.nonzero(before * after < 0)
        share = before[row, unit] / (before[row, unit] - after[row, unit])
        x = np.unique(np.append(x, x[row] + share * (x[row + 1] - x[row])))
        x = x[np.append(True, np.diff(x) > 1e-9 * (high - low))]
    slopes = np.diff(preactivations(layers, x)[-1][:, 0]) / np.diff(x)
    return 1 + np.count_nonzero(~np.isclose(slopes[1:], slopes[:-1]))
    ### END SOLUTION


# %% check="count_linear_pieces"
check(count_linear_pieces)

# %% [markdown]
r"""
### Experiment 5: folding a line

The tent network of every depth from 1 to 8: its pieces, counted by you, and its values at all corners and between, compared with the exact ones. Then a **classification** task: 256 points $i/256$, labelled 0, 1, 0, 1, …, as the valleys and peaks of
the saw. Sixteen units, deep or shallow, by hand or trained with Adam.
"""

# %% tags=["play"]
with needs(count_linear_pieces, preactivations):
    folds = tent_map.run(count_linear_pieces)
    tent_map.plot(folds)
    plt.show()
    display(tent_map.compare(folds))

# %% [markdown]
r"""
The last rows of the table are about the classification task.

- **Eight layers of two, by hand**: all 256 points right, with 16 ReLUs.
- **One layer of sixteen**: 53.5 % is the most that is *possible*, and 53.1 % is what our weights for it reach. At most 17 pieces cross ½ at most 17 times, so the points fall into at most 18 runs of one answer, and every run of alternating labels is half wrong.
- **Trained**: all of them, deep or shallow, end at the 50 % of a coin. The deep network *can* be perfect, and gradient descent does not come near it.

The errors of the tent networks are not small, they are 0: all numbers involved are multiples of powers of two, and floating point holds these exactly.

### Play: what does a random network do?

Depth *can* make exponentially many pieces. Does a network with random weights? Change width and depth, and compare the count with the number of hidden units.
"""

# %% tags=["play"]
width, depth = 10, 4

with needs(count_linear_pieces, preactivations):
    rng = np.random.default_rng(0)
    sizes = [1, *[width] * depth, 1]
    random_layers = [
        (rng.normal(scale=np.sqrt(2 / fan_in), size=(fan_in, fan_out)), rng.normal(size=fan_out))
        for fan_in, fan_out in pairwise(sizes)
    ]
    pieces = count_linear_pieces(random_layers, -5.0, 5.0)
    print(f"{width * depth} hidden units in {depth} layers: {pieces} pieces on [−5, 5]")
    x = np.linspace(-5, 5, 2001)
    _, (ax,) = figure(height=2.6, width=7.0)
    ax.plot(x, tent_map.output(random_layers, x), **line(0))
    ax.set(title="a random ReLU network", xlabel="x")
    plt.show()

# %% [markdown]
r"""
<details><summary>What you should see</summary>

About as many pieces as units, seldom many more, however you distribute them over layers. Exponentially many pieces exist, but they need weights that fold with precision. Random weights, and weights after training, stay close to one bend per
unit (Hanin & Rolnick 2019).

</details>

## 7 · What the theorem does not promise

It says *there is* a network. It does not say

- **how large.** With bumps, a curve takes $1/h$ of them, a function of $d$ inputs $1/h^d$. For ten inputs and $h = 1/10$ that is ten thousand million.
- **how to find it.** The loss has many hollows; gradient descent walks into one of them.
- **from how much data.** Between the training points it promises nothing about what a trained network does.
- **what happens outside $K$.** A ReLU network goes on in straight lines for ever; the sine does not.

The second point can be measured. Nine ReLUs that draw the sine to 0.0594 *exist*: you have built them. Here the same nine units start from random weights (PyTorch's), and Adam minimises the squared error.

### Experiment 6: twenty random starts
"""

# %% tags=["play"]
starts = trained_sine.run()
trained_sine.plot(starts)
plt.show()
trained_sine.compare(starts)

# %% [markdown]
r"""
Not one of twenty reaches what you built in three lines. Nine of them miss half of the wave: they bend near one end, and for the rest of the interval go on as a *straight line*. Why? A unit bends at $-b/w$. At the start, weights and biases are drawn from the same interval, so half
of the bends are at negative $x$, outside the sine's interval, and half of the others lie between 0 and 1. Units that are off on the whole interval get no gradient (notebook 02): nothing moves them back.

Fifty units help, not because the task needs them, but because more of them happen to start in a useful place. Even then half of the runs stay behind nine units placed with thought. So the practice of wide layers, careful initialisation (notebook 08) and normalised inputs is
not about what networks *can* do. It is about what training *finds*.

| | regression | classification |
|---|---|---|
| target | a continuous function | a region, or several |
| output layer | linear | linear scores; sigmoid or softmax on top |
| promise | within $\varepsilon$ everywhere on $K$ | right, but for a set as small as you like |
| where the error sits | where the function is curved or steep | along the boundary |
| in this notebook | a sine of hinges, a curve of bumps | a disc of half-planes, a saw of folds |
"""

# %% [markdown]
r"""
## 8 · Review questions

Replace `...` by the letter of your answer, in quotes.

**Question 1.** A network from one number to one number has a single hidden layer of 5 ReLUs. Into how many straight pieces can its output fall at most?

- (a) 5
- (b) 6
- (c) 10
- (d) 32
"""

# %% question="shallow_pieces"
shallow_pieces = "b"

# %% check="shallow_pieces"
check(shallow_pieces=shallow_pieces)

# %% [markdown]
r"""
**Question 2.** A ReLU network interpolates a smooth function at equally spaced knots, and is off by 0.08 at most. You use three times as many units, again equally spaced. What do you expect for the largest error?

- (a) Still about 0.08: it depends on the function, not on the units.
- (b) About 0.027, a third.
- (c) About 0.01, a tenth.
- (d) About 0.009, a ninth.
"""

# %% question="interpolation_rate"
interpolation_rate = "d"

# %% check="interpolation_rate"
check(interpolation_rate=interpolation_rate)

# %% [markdown]
r"""
**Question 3.** Which activation can *not* approximate every continuous function, however wide its one hidden layer is?

- (a) Leaky ReLU, because it never saturates.
- (b) A single bump such as $e^{-x^2}$, because it is not monotone.
- (c) $x^2 - x$, because it is a polynomial.
- (d) The sine, because it is periodic.
"""

# %% question="excluded_activation"
excluded_activation = "c"

# %% check="excluded_activation"
check(excluded_activation=excluded_activation)

# %% [markdown]
r"""
**Question 4.** A colleague trains a tanh network with one hidden layer of 20 units on some task, from ten starts, and fails ten times. Which conclusion does the universal approximation theorem allow?

- (a) The task's function cannot be continuous.
- (b) None: the theorem speaks of some number of units and some weights, not of 20 units and not of training.
- (c) The network needs a second hidden layer, because one is not universal.
- (d) The training must have had a bug, because a solution exists.
"""

# %% question="theorem_and_training"
theorem_and_training = "b"

# %% check="theorem_and_training"
check(theorem_and_training=theorem_and_training)

# %% [markdown]
r"""
**Question 5.** What does universal approximation mean for a classifier whose classes meet at a boundary?

- (a) Its answers can be right but for a set of inputs as small as you like, near the boundary.
- (b) Its output can be within $\varepsilon$ of the 0 or 1 of the right class at every input, boundary included.
- (c) Nothing: the theorem is about continuous functions, and classes jump.
- (d) It needs as many hidden units as there are classes.
"""

# %% question="universal_for_classes"
universal_for_classes = "a"

# %% check="universal_for_classes"
check(universal_for_classes=universal_for_classes)

# %% [markdown]
r"""
**Question 6.** Why can eight layers of two ReLUs have 256 pieces, and one layer of sixteen only 17?

- (a) The deep network has more weights.
- (b) ReLUs in later layers have steeper slopes.
- (c) A layer folds the line, and the bends of all later layers are repeated on every part of the fold.
- (d) The deep network has eight outputs, one for each layer.
"""

# %% question="folding"
folding = "c"

# %% check="folding"
check(folding=folding)

# %% [markdown]
r"""
## Glossary

- **Bump** — the difference of two steps: a function that is about constant between two edges and about 0 outside.
- **Classification** — the task to tell to which of several classes an input belongs.
- **Compact set** — a closed and bounded set of inputs; the universal approximation theorem speaks of such sets only.
- **Decision region** — the set of all inputs for which a classifier gives one answer.
- **Depth** — the number of layers, one after the other.
- **Hidden layer** — a layer whose output is neither the network's input nor its answer.
- **Hinge** — a function that is flat on one side of a point and straight with another slope on the other, such as $\operatorname{relu}(x - k)$.
- **Interpolation** — a function through given points, meant to be near the original between them.
- **Knot** — a point where a function made of pieces changes from one piece to the next.
- **Linear piece** — a stretch of inputs on which a piecewise linear function has one slope.
- **Piecewise linear** — made of straight pieces that join; every ReLU network is piecewise linear.
- **Polynomial** — a sum of multiples of powers, such as $x^2 - x$; as an activation it is the one kind that is not universal.
- **Pre-activation** — the number that goes into an activation function: the output of the linear layer before it.
- **Regression** — the task to predict a number (or several) that may vary continuously.
- **Sharpness** — here, the weight by which a sigmoid's input is scaled; the larger, the more it is a step.
- **Universal approximation** — the property that networks of some kind come as near as you like to every continuous function on a compact set.
- **Width** — the number of units in a layer.

**Sources** Cybenko 1989, *Approximation by superpositions of a sigmoidal function* · Hornik 1991, *Approximation capabilities of multilayer feedforward networks* · Leshno, Lin, Pinkus & Schocken 1993, *Multilayer feedforward networks with a
nonpolynomial activation function can approximate any function* · Telgarsky 2015, *Representation benefits of deep feedforward networks* · Nielsen 2015, *Neural Networks and Deep Learning*, ch. 4 · Hanin & Rolnick 2019, *Complexity of linear regions in deep networks*
"""
