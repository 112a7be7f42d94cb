# %% [markdown]
r"""
# 06 · Forward and backward

So far you have written functions. In this notebook they become **objects that remember**, and four of them are enough for a
neural network that trains: a linear layer, an activation layer, softmax, and a chain that holds them together. Some sixty lines, and
nothing in them that you did not derive. Then you are handed six layers that others wrote. Each looks right, most of them train,
and all of them are wrong.

**After this notebook you can**

- draw a network as a computation graph, and carry values forward and gradients back through it by hand;
- derive the backward pass of a chain of layers for a whole batch, and say why gradients add where a value is used twice;
- write `Linear`, `Activation`, `Softmax` and `Sequential` as classes, and say what each must remember and who owns which array;
- train a network of which every line is yours;
- find a wrong backward pass with a gradient check of the whole network, and repair it.

**Time** about 75 minutes: 40 to read, 35 to write.

**You need** the linear layer's two passes (notebook [01](01_why_nonlinearity.ipynb)), activations and their slopes
(notebooks [02](02_relu_family.ipynb) and [03](03_sigmoid_and_tanh.ipynb)), softmax (notebook [04](04_softmax_and_cross_entropy.ipynb)),
the gradient check (notebook [00](00_checking_gradients.ipynb)), and Python classes: `__init__`, `self`, methods.
"""

# %%
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display

from autograder import check
from course import engine
from course.data import two_spirals
from course.experiments import broken_layers, graph_steps, network_gradcheck, worked_network
from course.network_check import check_network, plot_check
from course.plots import figure, line, needs, scatter_classes, shade_classes, show_layers

# %% [markdown]
r"""
## 1 · Predict first

Write down an answer to each before you open it. A wrong guess is worth more than no guess.

1. $f = (x + y)\,z$ with $x = -2$, $y = 5$, $z = -4$. You raise $x$ by 0.01. By how much does $f$ change?
2. A network has a million weights. Running it forward takes a millisecond. How long do the slopes of the loss in *all* million weights
   take: about two milliseconds, about a second, or half an hour?
3. One layer of a network has a mistake in its backward pass. What will you notice in training?

<details><summary>Reveal 1</summary>

By −0.04: to $f$, a change of $x$ counts −4 times, because $x + y$ is multiplied by $z = -4$. Section 3 gets it without touching $x$.

</details>
<details><summary>Reveal 2</summary>

About two milliseconds, if you go backward. Half an hour, if you nudge every weight in turn, as a gradient check does: two million forward passes.

</details>
<details><summary>Reveal 3</summary>

Perhaps nothing. Section 9 has six such layers. With three of them a network learns to read digits almost as well as the right one, and with one of these it even learns as fast. A
gradient check finds each of the six, and says where to look.

</details>
"""

# %% [markdown]
r"""
## 2 · Forward: a chain of layers

A **neural network** is a chain. Each layer takes what the one before it has returned:

$$h_0 = x, \qquad h_k = f_k(h_{k-1}), \qquad k = 1, \dots, K .$$

Linear layers and activation layers take turns. A linear layer mixes the features, $z = hW + b$. The **activation layer comes after it**, applies a non-linear function to
what the linear layer hands it, and **its output is the input of the next layer**. Take the activation layers away, and the whole chain is one linear
layer (notebook 01). At the end stands what the task asks for: here softmax, since we shall tell classes apart.

To run the chain from $x$ to the end is **forward propagation**. The loss compares the end with what is right, and makes one number of it.
"""

# %% tags=["play"]
show_layers(
    ["Linear", "Activation", "Linear", "Softmax", "Loss"],
    ["$x$", "$z_1$", "$h$", "$z_2$", "$p$", "$L$"],
)

# %% [markdown]
r"""
Training needs to know how $L$ would change if a weight changed a little. For the last layer that is easy to say. But $W$ in the first layer reaches the loss only
through everything that comes after. We need bookkeeping, and the right book is a drawing.

## 3 · Backward: a graph, and one rule

A **computation graph** has a box for every value and an arrow from each value to those that are computed from it. Forward, values follow the arrows. Below, all of
them are there for $f = (x+y)\,z$, and the way back has just begun.
"""

# %% tags=["play"]
graph = graph_steps.expression()
graph_steps.plot(graph, step=4)
plt.show()

# %% [markdown]
r"""
On the way back, every box gets a second number: by how much the *last* value changes, per change of *this* one. For the last box that is 1. For every other box there
is one rule, the **chain rule**:

$$\boxed{\;\frac{\partial f}{\partial \text{(in)}} \;=\; \frac{\partial f}{\partial \text{(out)}} \;\cdot\; \frac{\partial\,\text{(out)}}{\partial \text{(in)}}\;}
\qquad \text{gradient that arrives} \;\times\; \text{local slope} .$$

The local slope concerns one box and its inputs, nothing else. At $f = q\,z$ the local slope in $q$ is $z = -4$, so $q$ gets $1 \cdot (-4)$. At $q = x + y$ both local slopes
are 1, so $x$ and $y$ get $-4$, too. And $z$ gets $q = 3$.

The box $q = x + y$ does not know what becomes of it. It multiplies what arrives by what it knows, and passes it on. That is why layers can be written once and put together in any order.

**Where a value is used twice, its gradients add.** Suppose $x$ goes into $u$ and into $v$, and $f$ depends on both. A small change $\Delta$ of $x$ changes $u$ by
$\frac{\partial u}{\partial x}\Delta$ and $v$ by $\frac{\partial v}{\partial x}\Delta$, and to first order $f$ feels the sum:

$$\frac{\partial f}{\partial x} = \frac{\partial f}{\partial u}\frac{\partial u}{\partial x} + \frac{\partial f}{\partial v}\frac{\partial v}{\partial x} .$$

So a **fork** on the way forward is a **sum** on the way back. (And a sum on the way forward is a fork on the way back: both inputs get the whole gradient.)
"""

# %% [markdown]
r"""
### Experiment 1: three circuits

Stanford's course CS231n prints three small graphs with all their values and gradients. Before you run the cell, do the middle one by hand:
$f = 2\,(x y + \max(z, w))$ at $x = 3$, $y = -4$, $z = 2$, $w = -1$. Which of the four inputs matters most to $f$, and which not at all?
"""

# %% tags=["play"]
circuits = graph_steps.run()
graph_steps.plot(circuits.gates)
plt.show()
graph_steps.plot(circuits.neuron)
plt.show()
graph_steps.compare(circuits)

# %% [markdown]
r"""
There is no randomness here, so there is no spread; the published gradients of the neuron are rounded to two places.

Three kinds of box, three habits on the way back:

- **plus** hands what arrives to *both* inputs, unchanged;
- **times** hands to each input what arrives times *the other* input;
- **max** hands everything to the larger input, and nothing to the other. ReLU is $\max(x, 0)$: the gradient passes where the unit is on.

Note what **times** needs: both inputs, at a moment when the forward pass is long over. Somebody has to have kept them.

## 4 · The same with layers, for a batch

Now every box holds an array. $L$ is one number, so a gradient has the shape of its array: $\partial L/\partial h$ has one entry for each entry of $h$.

Take a layer $y = f(x)$, with a row for each example, and let $G = \partial L/\partial y$ have arrived: the **upstream gradient**, `grad_output` in code. Entry $x_{ia}$ goes
into all entries of row $i$ of $y$, and into no other row. That is a fork, so we add over all arrows:

$$\frac{\partial L}{\partial x_{ia}} = \sum_b G_{ib}\,\frac{\partial y_{ib}}{\partial x_{ia}} . \tag{1}$$

A parameter is used by *every row*. Another fork, so its gradient is a sum over the rows, too:

$$\frac{\partial L}{\partial W_{ab}} = \sum_i \sum_c G_{ic}\,\frac{\partial y_{ic}}{\partial W_{ab}} . \tag{2}$$

A sum, and not a mean: if the loss is a mean over $N$ examples, the $1/N$ has come in with $G$. Put each layer's formula into (1) and (2):

| layer | forward | ∂L/∂x | parameters |
|---|---|---|---|
| linear | $y = xW + b$ | $G\,W^{\mathsf T}$ | $\partial L/\partial W = x^{\mathsf T} G$, $\;\partial L/\partial b = \sum_i G_{i\cdot}$ |
| activation | $y = f(x)$, entry by entry | $G \odot f'(x)$ | none |
| softmax | $y = \operatorname{softmax}(x)$, row by row | $y \odot \bigl(G - \sum_b G_{\cdot b}\, y_{\cdot b}\bigr)$ | none |

The first row was derived in notebook 01. In the second, $y_{ib}$ depends on $x_{ib}$ alone, so that of the sum over $b$ a single term is left. The third is
notebook 04: $\partial y_b/\partial x_a = y_b(\delta_{ab} - y_a)$, put into (1).

For a chain this means: start with $G_K = \partial L/\partial h_K$, which the loss knows, and let every layer, **from the last to the first**, turn
$G_k = \partial L/\partial h_k$ into $G_{k-1} = \partial L/\partial h_{k-1}$, and find the gradients of its parameters on the way. This is **backpropagation**.

**Why from the back?** By the chain rule, the gradient is a product of matrices, one for each layer, with a single row at the side of the loss. From that side, each product
is a row times a matrix. From the other side, it would be matrix times matrix. And the cost: a linear layer has one matrix product on the way forward, $xW$, and two on the
way back, $G W^{\mathsf T}$ and $x^{\mathsf T} G$. So a backward pass costs about as much as two forward passes, however many weights there are.
"""

# %% [markdown]
r"""
### Play: one arrow at a time

Two examples go through a network of 2 → 3 → 2 units with ReLU. All its numbers are short enough to follow with a pencil. Go through the steps 1 to 15, and *before* each one
predict what will appear. Both examples have label 0; which of the two rows of $p$ is wrong, and which row of $\partial L/\partial z_2$ is therefore the larger?
"""

# %% tags=["play"]
step = 8  # 0 to 15
f, f_derivative = engine.relu, engine.relu_derivative  # also try tanh

small = graph_steps.network(f, f_derivative)
graph_steps.plot(small, step)
plt.show()
print(small)

# %% [markdown]
r"""
<details><summary>What you should see</summary>

- Every gradient has the shape of its value, in every box.
- Step 8: the second example gave label 0 a probability of only 0.22, and its row is twenty times as large as the first one's. In each row the entries sum to 0. Together, softmax and loss do what you know
  from notebook 04: $(p - \text{one-hot})/N$.
- Step 12: where ReLU was off, nothing passes. The third hidden unit is off for both examples, so in step 14 the third column of $\partial L/\partial W_1$ is 0: this unit
  learns nothing from this batch, although $\partial L/\partial h$ says that it would matter.
- $\partial L/\partial x$ comes out as well. Training does not need it: the data do not learn.

</details>

## 5 · What a layer remembers, and who owns what

The local slopes are taken at the values of the *forward* pass. When backward runs, these must still be there:

| layer | remembers | because |
|---|---|---|
| linear | its input $x$ | $\partial L/\partial W = x^{\mathsf T} G$ |
| activation | its input $x$ (for ReLU, sigmoid and tanh the output will do) | $f'(x)$ |
| softmax | its output $y$ | its formula has nothing else |

That is the reason why training takes so much more memory than using a trained network: everything that is remembered stays until backward has passed.

From here on, **layers are objects with one contract**, so that each may stand behind any other:

- `forward(x)` returns the output, and saves what backward will need, *on the object*: `self._saved_input = x`. Each forward overwrites what the one before saved.
- `backward(grad_output)` takes $\partial L/\partial(\text{output})$ of the *last* forward and returns $\partial L/\partial(\text{input})$. On the way it sets `grads`.
- `params` is a dict from names to **the very arrays** that the layer computes with. Whoever trains changes them in place: `param -= …`.
- `grads` is a dict with the same names. Each backward **overwrites** it: gradients are neither added to those of the last batch nor divided by anything. (PyTorch adds; that is why its training loops call
  `zero_grad()`.) A layer without parameters has two empty dicts.
- **Nobody writes into an array that is not theirs.** What a layer receives belongs to someone else, who may have saved it.

Three ways to break it, all of them quiet:

- *A copy in `params`.* Training improves the copy, and the layer goes on with the old numbers.
- *One layer object at two places of a chain.* It remembers one input only; the second forward overwrites the first.
- *A variable in the body of the class instead of on `self`.* All layers of that class share it, and each finds the input of another.
"""

# %% [markdown]
r"""
## 6 · Build it

### Exercise 1 · `Linear`

The layer $y = xW + b$ with `weight` of shape `(in_features, out_features)` and `bias` of shape `(out_features,)`.

- `__init__(in_features, out_features, rng)` draws both uniformly from $-1/\sqrt n$ to $1/\sqrt n$, where $n$ is `in_features`, with the generator `rng` that it is given (`rng.uniform`). For the bias, zeros will do as well.
- `params` and `grads` have the keys `"weight"` and `"bias"`.
- `x` has one row for each example; any number of rows, none included.

<details><summary>Hint 1: nudge</summary>

The formulas are `linear_forward` and `linear_backward` of notebook 01. New is only where things are kept. Which of the three arrays `x`, `weight`, `bias` does backward need?

</details>
<details><summary>Hint 2: approach</summary>

Put the two arrays into the dict `self.params` when the layer is made, and let `forward` and `backward` take them from there. Then there is only one of each, and it is the one that an optimiser changes. `self.grads` may
start as an empty dict.

</details>
<details><summary>Hint 3: almost there</summary>

`backward` does two things: it makes a new dict `self.grads` with two arrays (a matrix product, a sum over axis 0), and it returns a third array. None is divided by the number of rows. The bound is
`in_features ** -0.5`, and the weight's shape is a tuple.

</details>
"""


# %% exercise="Linear"
class Linear:
    """y = x @ weight + bias, with the parameters "weight" (in, out) and "bias" (out,)."""

    def __init__(self, in_features, out_features, rng):
        ### BEGIN SOLUTION
        bound = in_features**-0.5
        self.params = {
            "weight": rng.uniform(-bound, bound, (in_features, out_features)),
            "bias": rng.uniform(-bound, bound, out_features),
        }
        self.grads = {}
        ### END SOLUTION

    def forward(self, x):
        """The output for a batch x (rows, in); x is saved."""
        ### BEGIN SOLUTION
        self._saved_input = x
        return x @ self.params["weight"] + self.params["bias"]
        ### END SOLUTION

    def backward(self, grad_output):
        """∂L/∂x; sets the gradients of weight and bias."""
        ### BEGIN SOLUTION
        self.grads = {
            "weight": self._saved_input.T @ grad_output,
            "bias": grad_output.sum(axis=0),
        }
        return grad_output @ self.params["weight"].T
        ### END SOLUTION


# %% check="Linear"
check(Linear)

# %% [markdown]
r"""
### Exercise 2 · `Activation`

A layer made of any activation: `f` and `f_derivative` are functions that take an array and return one of the same shape. `x` may have any shape. `Activation(engine.tanh, engine.tanh_derivative)` is then a tanh layer.

<details><summary>Hint 1: nudge</summary>

Look up the middle row of the table in section 4.

</details>
<details><summary>Hint 2: approach</summary>

Four things are kept on `self`: two functions from `__init__`, and two empty dicts, for the contract. Which fifth one does `forward` add? A slope is asked for at a place. At which?

</details>
<details><summary>Hint 3: almost there</summary>

`f_derivative` takes the *input* of the activation. If you hand it the output, you get the slope at another place: for tanh, $f'(\tanh x)$.

</details>
"""


# %% exercise="Activation"
class Activation:
    """y = f(x), entry by entry."""

    def __init__(self, f, f_derivative):
        ### BEGIN SOLUTION
        self.f, self.f_derivative = f, f_derivative
        self.params, self.grads = {}, {}
        ### END SOLUTION

    def forward(self, x):
        """f(x); x is saved."""
        ### BEGIN SOLUTION
        self._saved_input = x
        return self.f(x)
        ### END SOLUTION

    def backward(self, grad_output):
        """∂L/∂x."""
        ### BEGIN SOLUTION
        return grad_output * self.f_derivative(self._saved_input)
        ### END SOLUTION


# %% check="Activation"
check(Activation)

# %% [markdown]
r"""
### Exercise 3 · `Softmax`

Probabilities from scores, along the last axis, stable for scores from −1000 to 1000; and the way back, as in the last row of the table.

<details><summary>Hint 1: nudge</summary>

You know both formulas from notebook 04. Which array has both of them in it?

</details>
<details><summary>Hint 2: approach</summary>

Forward: take away the largest score of each row, exponentiate, divide by the sum of the row. Backward needs $y$ and `grad_output`, and one sum for each row.

</details>
<details><summary>Hint 3: almost there</summary>

`axis=-1, keepdims=True` for the maximum and for both sums: the result must stay a column, so that it meets its own row. In the way back, the sum is over the *product* of upstream gradient and output.

</details>
"""


# %% exercise="Softmax"
class Softmax:
    """Probabilities from scores, along the last axis."""

    def __init__(self):
        ### BEGIN SOLUTION
        self.params, self.grads = {}, {}
        ### END SOLUTION

    def forward(self, x):
        """The probabilities; they are saved."""
        ### BEGIN SOLUTION
        powers = np.exp(x - x.max(axis=-1, keepdims=True))
        self._saved_output = powers / powers.sum(axis=-1, keepdims=True)
        return self._saved_output
        ### END SOLUTION

    def backward(self, grad_output):
        """∂L/∂x."""
        ### BEGIN SOLUTION
        y = self._saved_output
        return y * (grad_output - (grad_output * y).sum(axis=-1, keepdims=True))
        ### END SOLUTION


# %% check="Softmax"
check(Softmax)

# %% [markdown]
r"""
### Exercise 4 · `Sequential`

A chain of layers, which is itself a layer: it keeps the same contract, so that a chain may stand in a chain.

- `layers` is a list of layer objects, first layer first; the check uses layers of its own.
- `params` and `grads` gather what the layers have. The keys are the layer's number, a dot, and the name: `"0.weight"`, `"0.bias"`, `"2.weight"`, … The number is the position in the list, counted from 0, layers without parameters included. The arrays
  are the layers' own.
- Both are **properties**: they look like attributes, `network.grads`, but run the method below `@property` each time. So they show the gradients of the last backward, which do not exist yet when the chain is made.

<details><summary>Hint 1: nudge</summary>

You did the two loops in your head in section 4. What is handed from round to round on the way forward, and what on the way back?

</details>
<details><summary>Hint 2: approach</summary>

In both loops one variable is overwritten again and again. `reversed(self.layers)` walks from the last to the first, and leaves the list as it is.

</details>
<details><summary>Hint 3: almost there</summary>

For the dicts: `enumerate(self.layers)` gives number and layer, `layer.params.items()` name and array. One dict comprehension with two `for`, and `f"{number}.{name}"` as the key.

</details>
"""


# %% exercise="Sequential"
class Sequential:
    """Layers in a row: the output of each is the input of the next."""

    def __init__(self, layers):
        self.layers = list(layers)

    def forward(self, x):
        """The last layer's output."""
        ### BEGIN SOLUTION
        for layer in self.layers:
            x = layer.forward(x)
        return x
        ### END SOLUTION

    def backward(self, grad_output):
        """∂L/∂x, the gradient at the first layer's input; every layer sets its grads."""
        ### BEGIN SOLUTION
        for layer in reversed(self.layers):
            grad_output = layer.backward(grad_output)
        return grad_output
        ### END SOLUTION

    @property
    def params(self):
        """All layers' parameters: {"0.weight": …, "0.bias": …, "2.weight": …}."""
        ### BEGIN SOLUTION
        return {
            f"{number}.{name}": array
            for number, layer in enumerate(self.layers)
            for name, array in layer.params.items()
        }
        ### END SOLUTION

    @property
    def grads(self):
        """All layers' gradients, under the same names."""
        ### BEGIN SOLUTION
        return {
            f"{number}.{name}": array
            for number, layer in enumerate(self.layers)
            for name, array in layer.grads.items()
        }
        ### END SOLUTION


# %% check="Sequential"
check(Sequential)

# %% [markdown]
r"""
## 7 · Your network at work

### Experiment 2: worked out by hand

In 2015 Matt Mazur published one step of training, with every number in between: two inputs, two hidden sigmoid units, two sigmoid outputs, the loss $\tfrac12\sum(y - t)^2$, learning rate 0.5. Countless
implementations have been tested against it. The next cell builds that network out of *your* classes.

One row compares two orders of events. In the right one, the gradients of *all* weights are computed first, and then all weights move. In the other one each layer's weights move as soon as their gradient is known, *before* the gradient
has gone through them to the layers in front. Does it matter?
"""

# %% tags=["play"]
with needs(Linear, Activation, Sequential):
    worked = worked_network.run(Linear, Activation, Sequential)
    worked_network.plot(worked)
    plt.show()
    display(worked_network.compare(worked))

# %% [markdown]
r"""
Your classes agree to every digit that was printed, but for one row. After the step, the post has a loss of 0.291027924, and you have 0.291027774. The other order gives the printed number exactly: the program behind that
figure let each layer's weights move too early. (The printed weights, worked out on paper, are right.) Nobody need have noticed: the two curves lie on top of each other.

**First the whole way back, then the step.** On the way back, a gradient must pass the weights that made the output. Only when the first layer has its gradients may anything move.
"""

# %% [markdown]
r"""
### Train it

Two spirals, and nothing but your classes and sixteen lines. The loss is cross-entropy, the mean of $-\ln p$ at the labels. Its gradient is 0 everywhere but at the labels, where it is $-\frac{1}{N p}$. (In notebook 04 softmax and loss were one function, which is the
safer way if $p$ can become 0. Here they stand apart, so that you can see the chain.)

Look at the innermost line of `train`. It changes the very arrays that your layers compute with. Why would `network.params[name] = param - …` train nothing?
"""


# %% tags=["play"]
def loss_and_gradient(p, labels):
    at_label = np.arange(len(p)), labels
    grad = np.zeros_like(p)
    grad[at_label] = -1 / (len(p) * p[at_label])
    return -np.mean(np.log(p[at_label])), grad


def train(network, data, epochs, learning_rate, rng):
    losses = []
    for _ in range(epochs):
        for rows in np.array_split(rng.permutation(len(data.x_train)), 10):
            p = network.forward(data.x_train[rows])
            loss, grad = loss_and_gradient(p, data.y_train[rows])
            losses.append(loss)
            network.backward(grad)
            for name, param in network.params.items():
                param -= learning_rate * network.grads[name]
    return np.mean(np.reshape(losses, (epochs, 10)), axis=1)


# %% tags=["play"]
f, f_derivative = engine.tanh, engine.tanh_derivative  # also try relu, sigmoid, identity
width = 32
learning_rate = 0.3

with needs(Linear, Activation, Softmax, Sequential):
    rng, data = np.random.default_rng(0), two_spirals()
    network = Sequential(
        [
            Linear(2, width, rng),
            Activation(f, f_derivative),
            Linear(width, width, rng),
            Activation(f, f_derivative),
            Linear(width, 2, rng),
            Softmax(),
        ]
    )
    losses = train(network, data, epochs=300, learning_rate=learning_rate, rng=rng)
    right = np.mean(network.forward(data.x_test).argmax(axis=1) == data.y_test)
    _, (left_ax, right_ax) = figure(columns=2, height=3.6)
    left_ax.plot(losses, **line(0))
    left_ax.set(title="loss", xlabel="epoch", ylim=(0, None))
    shade_classes(right_ax, lambda at: network.forward(at)[:, 1] - 0.5, -1.15, 1.15)
    scatter_classes(right_ax, data.x_test, data.y_test, size=4)
    right_ax.set(title=f"{100 * right:.0f} % right on new points", xticks=[], yticks=[])
    plt.show()

# %% [markdown]
r"""
<details><summary>Why would <code>network.params[name] = param - …</code> train nothing?</summary>

`network.params` is a new dict each time, made by your property. The assignment puts a new array into that dict, which is then thrown away; the layer goes on with its old array. `param -= …` changes the array itself, and the layer
holds the same one.

</details>
"""

# %% [markdown]
r"""
## 8 · Is it right? The whole network in one check

Training proves little: wrong gradients train, too (notebook 00). A **gradient check** proves more. For a chain it is even simpler than for a single function, since the chain ends in one number. Nudge one entry of one parameter up and down by $h$, run the chain forward, and compare

$$\frac{L(\theta + h e_i) - L(\theta - h e_i)}{2h} \qquad\text{with the entry that your backward has put into}\qquad \texttt{grads} .$$

Every parameter costs two forward passes, so take a small network and a few rows. The same can be done with what each layer hands back, $\partial L/\partial(\text{input})$.

And then the check does not only say *that* something is wrong. **It says where.** A gradient is made of what arrives from behind and of what the layer itself adds. So read the list of layers from the last to the first: as long as all errors are tiny, what arrives
is right. The first layer with a large error has received a right gradient and made a wrong one of it. There is the bug; what the layers in front of it show is only its echo.

### Play: your network under test

`check_network` does this for any network of the contract. First yours, as it is:
"""


# %% tags=["play"]
def small_network(slope, rng):
    return Sequential(
        [
            Linear(3, 5, rng),
            Activation(engine.tanh, slope),
            Linear(5, 4, rng),
            Activation(engine.tanh, engine.tanh_derivative),
            Linear(4, 2, rng),
            Softmax(),
        ]
    )


with needs(Linear, Activation, Softmax, Sequential):
    rng = np.random.default_rng(0)
    report = check_network(small_network(engine.tanh_derivative, rng), rng.normal(size=(6, 3)), rng)
    plot_check(report)
    plt.show()
    print(report)

# %% [markdown]
r"""
Now with a mistake: the first activation, layer 1, gets the slope $1 - y$ instead of $1 - y^2$. Before you run the cell: which gradients will be wrong? Those of layer 0, of layer 1, of layers 2 to 5?
"""

# %% tags=["play"]
with needs(Linear, Activation, Softmax, Sequential):
    rng = np.random.default_rng(0)
    report = check_network(
        small_network(lambda x: 1 - np.tanh(x), rng), rng.normal(size=(6, 3)), rng
    )
    plot_check(report)
    plt.show()
    print(report)

# %% [markdown]
r"""
<details><summary>What you should see</summary>

Everything *behind* the mistake, layers 2 to 5, is right: gradients come from there, and have not met it yet. Layer 1 hands back a wrong gradient, and layer 0, though its formulas are right, makes wrong ones of it, weight and bias alike.

</details>
"""

# %% [markdown]
r"""
### Experiment 3: how large may an error be?

The more layers, the larger the error of a network that is *right*: CS231n's notes are happy with $10^{-7}$, let kinks pass up to $10^{-4}$, and call even $10^{-2}$ possibly okay for ten layers. But a bug may be as small as that. So who is right?

We check fresh networks of one to ten hidden layers, all of them right, and measure why their errors grow. On the right, three networks at every step size: with tanh, with ReLU, and one with a bug that looks like none. It computes the exact GELU forward, and backward the slope of the approximation
by tanh (notebook 05). It takes some ten seconds.
"""

# %% tags=["play"]
bounds = network_gradcheck.run()
network_gradcheck.plot(bounds)
plt.show()
network_gradcheck.compare(bounds)

# %% [markdown]
r"""
- **Left and middle.** The *difference* of the two gradients is the same at any depth: rounding, $\varepsilon/h \approx 2\times10^{-11}$ (notebook 00). What shrinks with depth is the gradient, by which it is divided. After ten sigmoid layers it is smaller than $10^{-9}$, and all its digits drown. So the rule is not "be generous with deep networks" but
  "measure where there is a gradient": fewer layers, or weights that keep it alive (notebook 08).
- **Right.** A large step crosses a kink of some ReLU sooner or later, and one crossing costs far more than $10^{-4}$. A step of $10^{-5}$ hardly ever meets one (the lone point in the middle plot did). The bug does not care about the step: it stays where it is, at $4\times10^{-4}$. That is how to tell a bug from an accident: change $h$, or $x$.

`check_network` therefore never divides by less than $10^{-4}$. Measured so, right networks and bugs leave a gap, from $10^{-6}$ to $10^{-4}$, and the line in `plot_check` stands in it.
"""

# %% [markdown]
r"""
## 9 · Six broken layers

Six layers from six desks. Each was written by somebody who knows the mathematics, and each has one mistake in its way back. The forward passes are all right. Read what was seen, find the mistake, and repair it **in the cell**: the code that you find there is theirs, and it runs.

You have three instruments: reading; two or three numbers, run through the layer by hand; and the check. And at the end of this section all six stand in one network, under `check_network`. Go there after each repair, run the cell again, and watch where it points.
"""

# %% [markdown]
r"""
### Repair 1 · `ReLULayer`

**Ines** wanted to save memory. ReLU's output already knows where the unit was on, so why keep the input as well? **What was seen:** on the spirals the loss falls for a while, and then stays where it is. Three points in ten remain on the wrong side. More units do not help.

<details><summary>Hint 1: nudge</summary>

Her idea is right: the output is enough. Run $x = -2$ and $x = 3$ through both methods by hand.

</details>
<details><summary>Hint 2: approach</summary>

Which values can the output of a ReLU have? For which of them is the mask false?

</details>
<details><summary>Hint 3: almost there</summary>

A unit that is off has the output 0. Does her comparison let 0 pass?

</details>
"""


# %% exercise="ReLULayer"
class ReLULayer:
    """y = max(x, 0), entry by entry."""

    def __init__(self):
        self.params, self.grads = {}, {}

    def forward(self, x):
        self._saved_output = np.maximum(x, 0)
        return self._saved_output

    def backward(self, grad_output):
        ### BEGIN SOLUTION
        return grad_output * (self._saved_output > 0)
        ### GIVEN
        # return grad_output * (self._saved_output >= 0)
        ### END SOLUTION


# %% check="ReLULayer"
check(ReLULayer)

# %% [markdown]
r"""
### Repair 2 · `SigmoidLayer`

**Tom** derived the slope himself, $y(1-y)$, and tested his layer against differences, with an upstream gradient of ones. The test passed. **What was seen:** on the spirals the loss begins at 0.7, which is that of guessing, and is still there after 300 epochs, at every learning rate that he tried.

<details><summary>Hint 1: nudge</summary>

His derivation is right. So is his test, as far as it goes: which mistake can a test with ones not see?

</details>
<details><summary>Hint 2: approach</summary>

Which of the two things that backward has at hand does it not use?

</details>
<details><summary>Hint 3: almost there</summary>

The chain rule has two factors. His method returns one of them.

</details>
"""


# %% exercise="SigmoidLayer"
class SigmoidLayer:
    """y = σ(x), entry by entry."""

    def __init__(self):
        self.params, self.grads = {}, {}

    def forward(self, x):
        u = np.exp(-np.abs(x))
        self._saved_output = np.where(x >= 0, 1, u) / (1 + u)
        return self._saved_output

    def backward(self, grad_output):
        y = self._saved_output
        ### BEGIN SOLUTION
        return grad_output * y * (1 - y)
        ### GIVEN
        # return y * (1 - y)
        ### END SOLUTION


# %% check="SigmoidLayer"
check(SigmoidLayer)

# %% [markdown]
r"""
### Repair 3 · `BiasLayer`

The bias of a linear layer, as a layer of its own: $y = x + b$. **Noor** wrote it, and thought that a gradient should not depend on how many examples are in a batch. **What was seen:** nothing. The network learns as well as any other. But a gradient check of the whole network reports errors at every bias, and at no weight.

<details><summary>Hint 1: nudge</summary>

She is right that a step should not grow with the batch. Who sees to that already?

</details>
<details><summary>Hint 2: approach</summary>

The loss is a mean over the batch. Its $1/N$ has come in with `grad_output`; her layer divides once more. What does formula (2) in section 4 say?

</details>
<details><summary>Hint 3: almost there</summary>

Every row has used the same bias: a fork, and so on the way back …

</details>
"""


# %% exercise="BiasLayer"
class BiasLayer:
    """y = x + bias, the same bias for every row."""

    def __init__(self, bias):
        self.params, self.grads = {"bias": bias}, {}

    def forward(self, x):
        return x + self.params["bias"]

    def backward(self, grad_output):
        ### BEGIN SOLUTION
        self.grads = {"bias": grad_output.sum(axis=0)}
        ### GIVEN
        # self.grads = {"bias": grad_output.mean(axis=0)}
        ### END SOLUTION
        return grad_output


# %% check="BiasLayer"
check(BiasLayer)

# %% [markdown]
r"""
### Repair 4 · `WeightLayer`

The other half of a linear layer: $y = x W$. **Ravi** put it between two hidden layers of 32 units each, and the network learned to read digits; a little slowly, but it did. **What was seen:** today he made the second layer smaller, and NumPy says `matmul: Input operand 1 has a mismatch in its core dimension`. His question in the forum: "How do I reshape the weight so that it fits?"

<details><summary>Hint 1: nudge</summary>

The error message is the luckiest thing that happened to him: the layer from 32 to 32 was wrong as well, and said nothing.

</details>
<details><summary>Hint 2: approach</summary>

Entry $W_{ab}$ leads from input $a$ to output $b$. What comes back to input $a$ is a sum over $b$. Over which index does his product add?

</details>
<details><summary>Hint 3: almost there</summary>

Write the shapes below each array: `grad_output` is `(rows, out)`, the answer must be `(rows, in)`. Not reshaped: turned over.

</details>
"""


# %% exercise="WeightLayer"
class WeightLayer:
    """y = x @ weight, with a weight (in, out)."""

    def __init__(self, weight):
        self.params, self.grads = {"weight": weight}, {}

    def forward(self, x):
        self._saved_input = x
        return x @ self.params["weight"]

    def backward(self, grad_output):
        self.grads = {"weight": self._saved_input.T @ grad_output}
        ### BEGIN SOLUTION
        return grad_output @ self.params["weight"].T
        ### GIVEN
        # return grad_output @ self.params["weight"]
        ### END SOLUTION


# %% check="WeightLayer"
check(WeightLayer)

# %% [markdown]
r"""
### Repair 5 · `SoftmaxLayer`

**Lena** had a version for a single example, a vector. For batches she gave every sum an axis. Forward she looked closely: the rows of $y$ sum to 1. **What was seen:** with batches of 20 the loss leaps up and down and ends worse than it began. With one example at a time it stays where it was.

<details><summary>Hint 1: nudge</summary>

Each row is an example of its own. Does every row of her answer depend on its own row only?

</details>
<details><summary>Hint 2: approach</summary>

Two sums are taken in this class, one in each method. Do they run in the same direction?

</details>
<details><summary>Hint 3: almost there</summary>

`axis=0` adds up what different *examples* have for one class. The formula adds up what different *classes* have for one example.

</details>
"""


# %% exercise="SoftmaxLayer"
class SoftmaxLayer:
    """Probabilities from scores, row by row."""

    def __init__(self):
        self.params, self.grads = {}, {}

    def forward(self, x):
        powers = np.exp(x - x.max(axis=-1, keepdims=True))
        self._saved_output = powers / powers.sum(axis=-1, keepdims=True)
        return self._saved_output

    def backward(self, grad_output):
        y = self._saved_output
        ### BEGIN SOLUTION
        return y * (grad_output - (grad_output * y).sum(axis=-1, keepdims=True))
        ### GIVEN
        # return y * (grad_output - (grad_output * y).sum(axis=0, keepdims=True))
        ### END SOLUTION


# %% check="SoftmaxLayer"
check(SoftmaxLayer)

# %% [markdown]
r"""
### Repair 6 · `TanhLayer`

**Kofi** knows that the slope of tanh is one minus a square. **What was seen:** on the spirals, all is well for some thirty epochs, and the loss falls like everybody else's. Then, from one epoch to the next, it is `nan`.

<details><summary>Hint 1: nudge</summary>

For small numbers his slope is nearly right. Compare it with the true one at $x = 0.1$, at $x = 1$ and at $x = 2$.

</details>
<details><summary>Hint 2: approach</summary>

One minus the square *of what*? The formula is written in the output. What does forward save?

</details>
<details><summary>Hint 3: almost there</summary>

Either save another array, or compute from the saved one what the formula asks for. A slope of tanh is never negative.

</details>
"""


# %% exercise="TanhLayer"
class TanhLayer:
    """y = tanh x, entry by entry."""

    def __init__(self):
        self.params, self.grads = {}, {}

    ### BEGIN SOLUTION
    def forward(self, x):
        self._saved_output = np.tanh(x)
        return self._saved_output

    def backward(self, grad_output):
        return grad_output * (1 - self._saved_output**2)

    ### GIVEN
    # def forward(self, x):
    #     self._saved = x
    #     return np.tanh(x)
    #
    # def backward(self, grad_output):
    #     return grad_output * (1 - self._saved**2)
    ### END SOLUTION


# %% check="TanhLayer"
check(TanhLayer)

# %% [markdown]
r"""
### The ward round

All six in one network: four times weight, bias and an activation, every layer 4 wide (so that a weight that is not turned over still fits). Read the verdict below the plot, and repair that layer next. Why would it be of no use to look at any layer in front of it first?
"""

# %% tags=["play"]
with needs(ReLULayer, SigmoidLayer, BiasLayer, WeightLayer, SoftmaxLayer, TanhLayer):
    rng = np.random.default_rng(0)
    ward = []
    for activation in (ReLULayer(), SigmoidLayer(), TanhLayer(), SoftmaxLayer()):
        ward += [WeightLayer(rng.normal(size=(4, 4))), BiasLayer(rng.normal(size=4)), activation]
    report = check_network(engine.Sequential(ward), rng.normal(size=(5, 4)), rng)
    plot_check(report)
    plt.show()
    print(report.verdict())

# %% [markdown]
r"""
<details><summary>What you should see</summary>

At first, the check points at softmax, the last layer: nothing that came out of it can be trusted, so it says nothing yet about the others. Mend it, and all that is right behind the next bug turns small at once. One bug after another comes to light, from the back to the front. A bias layer shows a wrong gradient of its own, but what it hands back is right:
it spoils nothing for others.

</details>

### Experiment 4: what does training show of a bug?

The same six bugs, one at a time, in a network that learns to read handwritten digits: 64 → 32 → 32 → 32 → 10, with ReLU, sigmoid, tanh and softmax, ten epochs, five seeds. First the gradient checks, then the training.

<details><summary>Predict: which of the six will training give away, and which not?</summary>

Of the six, two never leave the 10 % of guessing, and one stays visibly behind. The other three come within a percent of the right network.

</details>
"""

# %% tags=["play"]
bugs = broken_layers.run()
broken_layers.plot(bugs)
plt.show()
broken_layers.plot_training(bugs)
plt.show()
broken_layers.compare(bugs)

# %% [markdown]
r"""
**The check** finds every bug with every seed, and names the layer each time. Read a row from the right: blue as far as the gradient is right, yellow once it has gone through the broken layer. Where a red mark stands on both sides, the entry between
them is the layer's own gradient: wrong for Noor's bias, right for Ravi's weight, which spoils only what it hands back.

**Training** tells of three, and hides three. Ines's ReLU, which cost three points in ten on the spirals, costs half a percent here. What a bug costs depends on the task; what the check says of it does not. Ravi's weight may surprise you: the way back goes through the wrong matrix, and yet the network learns. It is no accident: Lillicrap
et al. (2016) sent gradients back through *random* matrices, fixed for ever, and found that the forward weights adapt to them. So "it trains" is the weakest of all proofs.
"""

# %% [markdown]
r"""
## 10 · What the big libraries add

Your lines are the core of every deep-learning library. What comes on top:

- **The graph draws itself.** You decided by hand which layer stands behind which. PyTorch and JAX write down every operation as it happens, forks and loops included, and walk the record backwards. This is **automatic differentiation** in **reverse mode**: the same rule, box by box. It was
  found several times: by Linnainmaa (1970) for rounding errors, by Werbos (1974), and made famous for networks by Rumelhart, Hinton & Williams (1986). Its cost is a small multiple of the forward pass, whatever the number of inputs (Baydin et al. 2018 tell the story).
- **One operation for several layers.** Softmax and cross-entropy as one function, as in notebook 04; linear layer and activation as one call on a graphics card.
- **Memory against time.** What forward saves may be more than fits. *Gradient checkpointing* keeps every tenth or so of the saved arrays, and computes the others again when backward needs them (Chen et al. 2016).

None of this changes what you have to know when a network does not learn: what goes forward, what comes back, and what was remembered.
"""

# %% [markdown]
r"""
## 11 · Review questions

Replace `...` by the letter of your answer, in quotes.

**Question 1.** $f = x\,y + x$ at $x = 3$, $y = 4$. What is $\partial f/\partial x$ on the way back?

- (a) 1
- (b) 4
- (c) 5
- (d) 12
"""

# %% question="gradient_at_a_fork"
gradient_at_a_fork = "c"

# %% check="gradient_at_a_fork"
check(gradient_at_a_fork=gradient_at_a_fork)

# %% [markdown]
r"""
**Question 2.** A tanh layer is to save as little as possible in `forward`. What is enough for `backward`?

- (a) The upstream gradient.
- (b) Its output $y$ alone.
- (c) Nothing: `grad_output` says it all.
- (d) The weight of the linear layer before it.
"""

# %% question="enough_to_remember"
enough_to_remember = "b"

# %% check="enough_to_remember"
check(enough_to_remember=enough_to_remember)

# %% [markdown]
r"""
**Question 3.** On the way back, a training loop changes each linear layer's weight as soon as that weight's gradient is known, and only then asks the layer for $\partial L/\partial x$. What follows?

- (a) Nothing: the gradients are the same, only the order is another.
- (b) The gradient of this layer's weight is wrong.
- (c) The shapes no longer fit, and NumPy raises an error.
- (d) All layers in front of this one get gradients that have gone through the wrong weights.
"""

# %% question="step_too_early"
step_too_early = "d"

# %% check="step_too_early"
check(step_too_early=step_too_early)

# %% [markdown]
r"""
**Question 4.** To share its weights, somebody puts one and the same `Linear` object at two places of a `Sequential`. What goes wrong?

- (a) On the way back, the first use works with the input that the second use has saved.
- (b) The output of the forward pass is wrong.
- (c) Nothing: each use has a memory of its own.
- (d) Only `grads` is wrong, since the first use overwrites it; what `backward` returns is right.
"""

# %% question="one_layer_twice"
one_layer_twice = "a"

# %% check="one_layer_twice"
check(one_layer_twice=one_layer_twice)

# %% [markdown]
r"""
**Question 5.** A training loop ends with `network.params["0.weight"] = network.params["0.weight"] - 0.1 * network.grads["0.weight"]`. What happens?

- (a) The weight is trained, as with `-=`.
- (b) Python raises an error.
- (c) The layer goes on with its old weight.
- (d) The gradient is changed instead of the weight.
"""

# %% question="new_array_for_a_parameter"
new_array_for_a_parameter = "c"

# %% check="new_array_for_a_parameter"
check(new_array_for_a_parameter=new_array_for_a_parameter)

# %% [markdown]
r"""
**Question 6.** The layers of a network are `Linear` (0), tanh (1), `Linear` (2), softmax (3). A gradient check reports these errors: `0.weight` 0.4, `0.bias` 0.3, `2.weight` 5e-11, `2.bias` 2e-11. Where do you look first?

- (a) In the backward of softmax.
- (b) In the backward of tanh, and in layer 2's $\partial L/\partial x$.
- (c) In the formulas for `grads` in layer 0.
- (d) In the gradient of the loss.
"""

# %% question="where_is_the_bug"
where_is_the_bug = "b"

# %% check="where_is_the_bug"
check(where_is_the_bug=where_is_the_bug)

# %% [markdown]
r"""
## Glossary

- **Activation layer** — the layer that applies an activation function: it comes after a linear layer and feeds the next one.
- **Automatic differentiation** — the computation of derivatives by a program that applies the chain rule to every operation of another one.
- **Backpropagation** — the computation of all gradients of a network by going through its layers from the last to the first, each turning the gradient of its output into those of its input and its parameters.
- **Backward pass** — the computation of the loss's gradient, from the output back to the input, layer by layer.
- **Chain rule** — the slope of a composition is the product of the slopes of its parts; where a value has several ways to the result, the products of all ways are added.
- **Computation graph** — a drawing of a computation: a box for every value, an arrow from each value to those computed from it.
- **Cross-entropy** — the mean of $-\ln p$ over the examples, where $p$ is the probability that was given to the true class.
- **Epoch** — one pass of training over all examples.
- **Fork** — a place in a computation graph where one value is used more than once; on the way back, the gradients that return are added.
- **Forward propagation** — running a network from its input to its output, each layer taking the output of the one before; also *forward pass*.
- **Gradient check** — the comparison of a backward pass with differences of the forward pass.
- **Gradient checkpointing** — saving only some of the forward pass's arrays and computing the others again on the way back, to save memory.
- **Gradient descent** — training by small steps, each against the gradient of the loss.
- **Learning rate** — the factor by which training scales each step.
- **Local slope** — the derivative $f'(x)$ of an activation at its input, by which its backward pass multiplies the upstream gradient.
- **Neural network** — a function built of layers, linear and non-linear by turns, whose parameters are learned from data.
- **Parameter** — a number that training changes: an entry of a weight or a bias.
- **Reverse mode** — automatic differentiation from the result back to the inputs; for one result and many inputs it costs a small multiple of the computation itself.
- **Upstream gradient** — $\partial L/\partial y$, the gradient of the loss with respect to a layer's output, which the layer receives from the one after it (`grad_output`; CS231n calls it `dout`).

**Sources** Linnainmaa 1970 · Werbos 1974 · Rumelhart, Hinton & Williams 1986, *Learning representations by back-propagating errors* · Stanford CS231n, course notes on backpropagation and on gradient checks · Stanford UFLDL tutorial, *Gradient checking* · Mazur 2015, *A Step by Step Backpropagation Example* · Chen, Xu, Zhang & Guestrin 2016 (arXiv:1604.06174) · Lillicrap, Cownden, Tweed & Akerman
2016, *Random synaptic feedback weights support error backpropagation for deep learning* · Baydin, Pearlmutter, Radul & Siskind 2018 (arXiv:1502.05767)
"""
