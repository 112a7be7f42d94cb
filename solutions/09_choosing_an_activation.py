# %% [markdown]
r"""
# 09 · Choosing an activation

You know the activations one by one: what each computes, how steep it is, and how it fails. Now comes the question that a practitioner asks: *which
one do I take, and what if I take the wrong one?* This notebook answers with measurements. Some confirm what you will read elsewhere. One does not.

**After this notebook you can**

- say what the choice does to accuracy, to speed, to depth, and how much of it initialisation and learning rate decide;
- count dead units, watch one die, and name three things that keep it alive;
- choose the output layer and the loss for a regression, a yes/no question and a choice among classes, and say what a wrong one costs;
- design an activation of your own and test it as the known ones were tested;
- explain all this to somebody else, in writing.

**Time** about 75 minutes: 40 to read, 35 to write.

**You need** the activations (notebooks [02](02_relu_family.ipynb) to [05](05_smooth_and_gated.ipynb)), and what initialisation is for ([08](08_gradient_flow.ipynb), section 5).
"""

# %%
import matplotlib.pyplot as plt
import numpy as np
from tqdm.auto import tqdm

from autograder import check
from course import engine
from course.engine.layer import Elementwise
from course.experiments import (
    class_outputs,
    dying_units,
    fifty_layers,
    mnist1d_activations,
    regression_outputs,
    relu_against_tanh,
    stuck_neuron,
)
from course.guide import show_guide
from course.plots import figure, line, needs, show_activation

# %% [markdown]
r"""
## 1 · Predict first

Write down a guess for each, then open the answer. A wrong guess that you wrote down teaches more than a right one that you read.

1. Six networks, alike but for their activation: none, sigmoid, ReLU, tanh, GELU, SELU. Ten classes, so that guessing scores 10 %. Which two are far behind, and how
   far apart are the other four?
2. A famous paper of 2012 reports that a ReLU network learned six times as fast as one with tanh. How many times as fast is it in a small network with proper initialisation?
3. A ReLU network is trained with a learning rate of 1, a hundred times the usual. How many of its 200 hidden units still respond to any input afterwards?
4. Fifty layers, without any aid: ReLU, tanh or SELU. Which of them still learns, and which does not?

<details><summary>Reveal 1</summary>

Without activation and with the sigmoid it is between 30 and 40 %. The other four lie between 60 and 65 %, closer to one another than a change of seed may move them.

</details>
<details><summary>Reveal 2</summary>

About 1.3 times.

</details>
<details><summary>Reveal 3</summary>

About four.

</details>
<details><summary>Reveal 4</summary>

SELU and tanh learn. ReLU hardly does, although its gradients do not vanish. Section 6 shows the reason, which you may not expect.

</details>
"""

# %% [markdown]
r"""
## 2 · What there is to choose by

All that you know of an activation serves to answer four questions.

| question | what decides it |
|---|---|
| **Does it add anything?** | a kink or a curve: without it, any depth is one linear map (notebook 01) |
| **Does a gradient come through?** | the slope, layer by layer: ¼ at most for the sigmoid, exactly 1 for a ReLU that is on (03, 08) |
| **Can a unit get stuck?** | flat parts: on both sides for sigmoid and tanh (saturation), on the left for ReLU (death) |
| **Are the outputs what the next layer, or the task, wants?** | the range, and whether it is centred on 0 |

And one table for the whole course:

| | range | largest slope | flat | centred | extra cost | main use |
|---|---|---|---|---|---|---|
| sigmoid | $(0, 1)$ | ¼ | both sides | no | exponential | yes/no outputs, gates |
| tanh | $(-1, 1)$ | 1 | both sides | yes | exponential | recurrent states, bounded outputs |
| ReLU | $[0, \infty)$ | 1 | left, exactly 0 | no | none | hidden layers, the default |
| leaky ReLU, PReLU | $(-\infty, \infty)$ | 1 | nowhere | nearly | one product | hidden layers with dying units |
| ELU, SELU | $(-\alpha, \infty)$; $(-1.76, \infty)$ | 1; 1.76 | left, gradually | nearly | exponential | deep plain networks (SELU) |
| GELU, SiLU, Mish | about $(-0.3, \infty)$ | 1.13; 1.10; 1.09 | left, gradually | no | exponential or erf | transformers, deep vision networks |
| SwiGLU | $(-\infty, \infty)$ | unbounded | – | yes | a second linear layer | language models |
| softmax | probabilities | ¼ per entry | scores far apart | – | exponentials | one of C classes |

The rest of this notebook puts numbers to it.
"""

# %% [markdown]
r"""
## 3 · Accuracy

MNIST-1D (notebook 01), four hidden layers of 100 units, the same optimiser, the same number of epochs. Each activation gets the initialisation that is customary for it: He
for ReLU and GELU, LeCun for the others.
"""

# %% tags=["play"]
race = mnist1d_activations.run()
mnist1d_activations.plot(race)
plt.show()
mnist1d_activations.compare(race)

# %% [markdown]
r"""
**No activation** scores as a single linear layer does; that is the theorem of notebook 01. **Sigmoid** is hardly better, for quite another reason: it *could* represent
what the others do, but four layers of slopes of ¼ at most leave little gradient for the first ones. In the left plot it has just begun to learn when time is up.

**The other four** are within a few points of each other, and so are two seeds of one of them. That is the honest summary of many published comparisons: once
gradients flow, the choice among the good ones matters less than learning rate, width or luck. Beware of rankings that rest on a single run.

> The published figures name neither network nor seeds, and could not be traced to their source. Take them as what is commonly reported.
"""

# %% [markdown]
r"""
## 4 · Speed

Krizhevsky, Sutskever & Hinton (2012) opened the age of deep learning, and their Figure 1 shows why they took ReLU: a four-layer convolutional network on CIFAR-10 reached 25 %
training error six times as fast as with tanh. Each network had the learning rate that suited it best.

We repeat the race on MNIST-1D: four layers, 25 % training error, the best of three learning rates for each.
"""

# %% tags=["play"]
speed = relu_against_tanh.run(rates=(0.1, 0.3, 1.0))
relu_against_tanh.plot(speed)
plt.show()
relu_against_tanh.compare(speed)

# %% [markdown]
r"""
**Ours differs, and the table says so.** ReLU is faster, but 1.3 times instead of six. Why?

- *The initialisation.* Ours starts with weights whose size suits the activation. In 2012 that was not yet custom, and tanh suffers more from a bad start than ReLU does: it saturates.
- *The task and the network.* Theirs is convolutional, on images. The authors themselves write that the size of the effect varies with the network.
- *What is counted.* We count epochs, as they did. In seconds ReLU gains a little more, since it needs no exponential.

The right-hand plot holds a second lesson. At a rate of 1 ReLU is the slower one: large steps begin to kill its units, a tenth of the second layer within eight epochs, while tanh merely saturates. So compare
activations each at *its* best rate.
"""

# %% [markdown]
r"""
## 5 · Death

A ReLU unit that is off for every example of the training set gets no gradient any more (notebook 02). To see how often that happens, count.

### Exercise 1 · `dead_fraction`

`activations` has shape `(examples, units)`: what an activation layer put out for a whole data set. Return the share of its **units** that are exactly 0 for **every** example: a number between 0 and 1.

<details><summary>Hint 1: nudge</summary>

Decide first for a single unit, that is, for one column: when is it dead? Half of a healthy ReLU layer's entries are zeros, and no unit need be dead.

</details>
<details><summary>Hint 2: approach</summary>

Two steps. A comparison and "for all examples" turn the matrix into one true or false for each unit; an average turns these into a share.

</details>
<details><summary>Hint 3: almost there</summary>

`np.all` takes an `axis`. The examples are to go, the units to stay. The mean of true and false is the share of true.

</details>
"""


# %% exercise="dead_fraction"
def dead_fraction(activations):
    """The share of units, columns, that are exactly 0 for every example, row."""
    ### BEGIN SOLUTION
    return np.mean(np.all(activations == 0, axis=0))
    ### END SOLUTION


# %% check="dead_fraction"
check(dead_fraction)

# %% [markdown]
r"""
Your counter at work: a network with two hidden layers of 100 ReLU units is trained on handwritten digits, with three learning rates.
"""

# %% tags=["play"]
with needs(dead_fraction):
    for rate in (0.1, 0.3, 1.0):
        training = dying_units.Training("ReLU", rate, seed=0)
        for _ in range(300):
            training.step()
        hidden = dying_units.hidden_outputs(training.network, training.split.x_train)
        shares = " and ".join(f"{dead_fraction(y):4.0%}" for y in hidden)
        print(f"learning rate {rate:3}: {shares} of the two layers' units are dead")

# %% [markdown]
r"""
### Watch a unit die

Below is the first unit to die in such a training. Left: its pre-activation $\mathbf w \cdot \mathbf x + b$ for 300 images, from the lowest to the highest; ReLU passes what lies above the line. Middle: the
length of the gradient that it receives. Right: how many of the layer's 100 units are alive. Change the learning rate, or set `centred=True`, and run again.
"""

# %% tags=["play"]
death = dying_units.watch(rate=1.0, centred=False)
dying_units.plot_death(death)
plt.show()

# %% [markdown]
r"""
Within a step or two the whole band sinks below zero. From then on the gradient is 0, for every image. Why does the band go on falling? **Momentum**: the optimiser keeps moving in the direction of past
gradients. It might carry the unit back up; here it carries it deeper.

Why *down*, and why for all images at once? The pixels lie between 0 and 1. Without negative inputs, each example gives all weights of a unit gradients of one sign (notebook 03, section 5). A step that lowers the unit for one image lowers
nearly all of its weights, and with them the pre-activation of *every* image.
"""

# %% [markdown]
r"""
### Experiment: dead units against the learning rate

Three seeds, five rates, and two remedies: leaky ReLU, and inputs that are **centred**, from which the mean image has been subtracted.
"""

# %% tags=["play"]
deaths = dying_units.run(seeds=range(3))
dying_units.plot(deaths)
plt.show()
dying_units.compare(deaths)

# %% [markdown]
r"""
- **Up to a rate of 0.1** about 5 % are dead, hardly more than the 3 % that are dead at birth, and it does no harm.
- **At 0.3** it is 44 %: near the "as much as 40 %" that the CS231n notes warn of. The accuracy begins to suffer.
- **At 1** hardly a unit is left. The network puts out the same for every image, and scores what guessing scores.
- **Leaky ReLU** has no dead units, by construction. But look at its accuracy: at 0.3 it is no better than ReLU's and scatters more, and at 1 its loss *diverges*. Living units amplify steps that are too large, where dead
  ones had fallen silent. The leak removes the symptom; the learning rate was the disease.
- **Centring the inputs** does what the leak could not. At 0.3 hardly a unit dies, and the accuracy is back at 97 %. It costs one subtraction. At 1 it does not help either.

So when you find dead units: first the learning rate, then the inputs (and the initialisation), and only then another activation.
"""

# %% [markdown]
r"""
## 6 · Depth

Fifty hidden layers of 64 units, fully connected, digits again. No normalisation layers, no residual connections: nothing but the activation, and the initialisation made for it.
"""

# %% tags=["play"]
deep = fifty_layers.run()
fifty_layers.plot(deep)
plt.show()
fifty_layers.compare(deep)

# %% [markdown]
r"""
**SELU and tanh learn, ReLU hardly.** Yet He initialisation keeps the size of ReLU's signals and gradients through all fifty layers. What is lost?

The right-hand plot shows it, before any training. It measures how alike two *different* images have become: the cosine of the angle between them, layer by layer. ReLU lets only the positive part through, and positive parts
point into the same corner of space. After ten layers the cosine is 0.9, after fifty 0.99: the last layer sees nearly the same vector for every digit. There is a signal, and it says nothing.
Where outputs may be negative, different images stay different.

Look at the seeds, too. At this depth two runs of one network may differ by more than two activations do. In practice nobody stacks fifty plain layers: normalisation layers and **residual connections** (notebook 08, section 9)
keep any of these activations alive. SELU is for networks that have neither.
"""

# %% [markdown]
r"""
## 7 · The output layer

In hidden layers several choices are good. At the output there is usually one right choice, and it follows from a single question: **which values may the target take?**

### A number: no activation

A regression predicts a temperature, a price, a position: any real number. We fit $2 \sin 2x + x/2$, which runs from −2.5 to 2.5, with five output layers.

<details><summary>Predict: what does a softmax over a single output give?</summary>

$e^z / e^z = 1$, whatever the network does.

</details>
"""

# %% tags=["play"]
regression = regression_outputs.run(seeds=range(3))
regression_outputs.plot(regression)
plt.show()
regression_outputs.compare(regression)

# %% [markdown]
r"""
Two costs add up. The **range**: no training gets a sigmoid above 1. The last column states the least error that each range allows, however large the network. And the **slope**: the fits are worse than even the range would allow, because where the target lies beyond the range the
output is pushed into its flat part, and gets stuck there. ReLU's curve lacks the left hump, which its range would allow: there it is off, and where it is off it learns nothing.

If the target is *positive*, a waiting time for instance, softplus has the right range and no flat part above 0. Or predict the logarithm, with no activation at all.

### Yes or no: a sigmoid, and cross-entropy

The sigmoid has the right range. But with squared error, $\frac12 (y - t)^2$, its slope stays in the gradient:

$$\frac{\partial L}{\partial z} = (y - t)\, y\,(1 - y) \qquad\text{against}\qquad \frac{\partial L}{\partial z} = y - t \quad\text{for cross-entropy.}$$

A neuron that is badly wrong, $y \approx 1$ for $t = 0$, has $1 - y \approx 0$: the more wrong, the less it learns. Nielsen's two neurons show it, and nothing here is random:
"""

# %% tags=["play"]
neuron = stuck_neuron.run()
stuck_neuron.plot(neuron)
plt.show()
stuck_neuron.compare(neuron)

# %% [markdown]
r"""
### One of C classes: softmax, and cross-entropy

Five ways to end a network with ten classes. Only the first is right. Guess which of the other four costs no accuracy, and what is wrong with it nevertheless.
"""

# %% tags=["play"]
endings = class_outputs.run()
class_outputs.plot(endings)
plt.show()
class_outputs.compare(endings)

# %% [markdown]
r"""
- **Ten sigmoids** answer ten separate questions, "is it a 0?", "is it a 1?" …. They find the right class as often as softmax does. But their answers are no distribution: the ten "probabilities" of one example need not sum to 1. They are right
  where *several* labels may be true at once.
- **Softmax twice** is a bug that every framework invites: a softmax layer at the end, and a loss that applies softmax again. Probabilities between 0 and 1 are poor scores. Even a perfect answer costs $-\ln\frac{e}{e + 9} = 1.46$, so the gradient
  never says "good enough", and it is faint where it should be strong.
- **ReLU before softmax** cannot say "no": every score below 0 becomes 0. A class whose score has fallen below 0 gets no gradient any more.
- **One number for ten classes** claims that a 3 lies between a 2 and a 4. Digits have names, not sizes.

The rule behind all of this: **hand the loss the raw scores.** `CrossEntropyLoss` and `BCEWithLogitsLoss` contain softmax and sigmoid, in their stable form (notebook 04).
"""

# %% [markdown]
r"""
## 8 · A decision guide
"""

# %% tags=["play"]
show_guide()

# %% [markdown]
r"""
Start at the top of each list, and move only for a reason that you have *measured*: dead units counted, gradients that shrink from layer to layer (notebook 08), a loss that stalls. And what if the choice is wrong?

| wrong choice | what you will see | what it costs |
|---|---|---|
| no activation in hidden layers | accuracy of a linear model, whatever the depth | everything that a bend would buy (31 % against 61 %) |
| sigmoid in hidden layers | a loss that stays on a plateau for epochs | most of the training time; in deep networks all of it |
| ReLU with too large steps | units that are 0 for all examples; a constant output | the units, then the network |
| ReLU in fifty plain layers | the same output for all inputs | the accuracy (26 % against 86 %) |
| bounded output for an unbounded target | predictions that stop at 0 or 1 | an error that no training removes |
| squared error on a sigmoid | confident mistakes that stay | time: a hundred epochs without progress |
| softmax twice | a loss that never falls below 1.46 | some 9 points of accuracy |
"""

# %% [markdown]
r"""
## 9 · An activation of your own

Now design one. Take a curve that you like the look of, or solve a problem that you have seen: a ReLU without a kink, a tanh that saturates less, a cheap GELU. Then write its derivative by hand.

### Exercises 2 and 3 · `my_activation` and `my_activation_derivative`

There is no reference to compare with. The check asks what makes a function an activation:

- **It is elementwise.** Any shape in, the same shape out, each number by itself; float32 in, float32 out. The input is not modified, and the same input always gives the same output.
- **It is finite** from −1000 to 1000, and raises no warning there. The same goes for its slope.
- **It is not a line** on $[-4, 4]$: somewhere it leaves its best straight line by at least a thousandth of its range. (Why it must not be one, says notebook 01.)
- **The slope is its own.** At random points it agrees with difference quotients of *your* function, to $10^{-7} \cdot \max(1, |f'|)$. At a kink any value between the slopes on both sides will do. A jump is allowed as well, and no slope is asked for where it jumps;
  but what is flat on both sides of its jumps lets no gradient through, and the check will say so.

It should be a design of your own, though a known one passes. Some shapes to start from: $\frac{x}{1+|x|}$, $x\,\sigma(\beta x)$, $\ln(\cosh x)$, $\frac{x}{\sqrt{1+x^2}}$, a line plus a sine.

<details><summary>Hint 1: nudge</summary>

Which of the four questions of section 2 should your activation answer better than ReLU does?

</details>
<details><summary>Hint 2: approach</summary>

Derive the slope on paper, product rule and chain rule, before you type. If the check says that slope and function disagree, evaluate both at $x = 1$ by hand.

</details>
<details><summary>Hint 3: almost there</summary>

Not finite far out, or a warning? Look for exponentials of large positive numbers (notebook 03) and for ∞ − ∞. A form with $|x|$ or $\sqrt{1 + x^2}$ instead never overflows here. And `np.where` computes *both* of its branches for every entry.

</details>
"""


# %% exercise="my_activation"
def my_activation(x):
    """Your own design: elementwise, not a line, finite up to ±1000."""
    ### BEGIN SOLUTION
    # SiLU with an algebraic gate: x · (1 + x/√(1 + x²))/2 needs no exponential.
    return x * (1 + x / np.sqrt(1 + x * x)) / 2
    ### END SOLUTION


# %% check="my_activation"
check(my_activation)


# %% exercise="my_activation_derivative"
def my_activation_derivative(x):
    """The slope of my_activation at every entry of x."""
    ### BEGIN SOLUTION
    root = np.sqrt(1 + x * x)
    gate = (1 + x / root) / 2
    return gate + x / (2 * root**3)
    ### END SOLUTION


# %% check="my_activation_derivative"
check(my_activation_derivative)

# %% tags=["play"]
show_activation(my_activation, my_activation_derivative)

# %% [markdown]
r"""
### Does it train?

Your activation in the network of section 3, with He initialisation and three seeds. How do you do against ReLU and GELU?
"""


# %% tags=["play"]
class MyActivation(Elementwise):
    def function(self, x, out=None):
        return my_activation(x)

    def derivative(self, x, out=None):
        return my_activation_derivative(x)


with needs(my_activation, my_activation_derivative):
    race.histories["yours"] = [
        mnist1d_activations.train(MyActivation, engine.he_normal, seed)
        for seed in tqdm(range(3), "training yours", leave=False, delay=2)
    ]
    _, (ax,) = figure(width=7.0, height=3.2)
    for i, name in enumerate(("ReLU", "GELU", "yours")):
        curves = [history.test_accuracy for history in race.histories[name]]
        last = race.accuracies(name)
        label = f"{name}: {np.mean(last):.1f} ± {np.std(last, ddof=1):.1f} %"
        ax.plot(np.arange(1, 16), np.mean(curves, axis=0), label=label, **line(i))
    ax.set(title="MNIST-1D, test accuracy", xlabel="epoch", ylim=(0, 75))
    ax.legend(frameon=False, loc="lower right")
    plt.show()

# %% [markdown]
r"""
The solution's design, a SiLU whose gate needs no exponential, comes out level with the others. That is what usually happens, and why new activations are published more often than adopted. To claim more, you would need more seeds, more tasks, and each rival at its own
best learning rate.
"""

# %% [markdown]
r"""
## 10 · Review questions

Replace `...` by the letter of your answer, in quotes.

**Question 1.** A network forecasts tomorrow's temperature in °C. Somebody put a ReLU after its last linear layer. All through the winter it forecasts exactly 0. Why does more training not help?

- (a) The learning rate is too small for so large an error.
- (b) Where the output is 0 the ReLU's slope is 0, and below 0 it cannot go anyway.
- (c) ReLU outputs are not probabilities.
- (d) Winter days are too rare in the data.
"""

# %% question="relu_at_the_output"
relu_at_the_output = "b"

# %% check="relu_at_the_output"
check(relu_at_the_output=relu_at_the_output)

# %% [markdown]
r"""
**Question 2.** A photo may show any number of 20 kinds of animals. How should the network end?

- (a) With a softmax over 20 outputs and cross-entropy.
- (b) With one linear output, the number of the animal, and squared error.
- (c) With 20 sigmoids, each with binary cross-entropy.
- (d) With 20 ReLUs and squared error.
"""

# %% question="several_labels"
several_labels = "c"

# %% check="several_labels"
check(several_labels=several_labels)

# %% [markdown]
r"""
**Question 3.** After the first epoch, 45 % of your ReLU units are 0 for every training image; pixels run from 0 to 255. What do you try first?

- (a) Subtract the mean image, scale the pixels, and take a smaller learning rate.
- (b) Replace ReLU by leaky ReLU and leave the rest as it is.
- (c) Double the width, so that enough units survive.
- (d) Train longer: dead units recover.
"""

# %% question="first_aid"
first_aid = "a"

# %% check="first_aid"
check(first_aid=first_aid)

# %% [markdown]
r"""
**Question 4.** A classifier of ten classes reaches a fair accuracy, but its training loss stays above 1.46, whatever you do. What is the most likely reason?

- (a) The learning rate is too large.
- (b) ReLU units have died.
- (c) The classes overlap, so that no smaller loss exists.
- (d) The network ends with softmax, and the loss applies softmax again.
"""

# %% question="loss_floor"
loss_floor = "d"

# %% check="loss_floor"
check(loss_floor=loss_floor)

# %% [markdown]
r"""
**Question 5.** Fifty ReLU layers with He initialisation: the gradients have the right size in every layer, and still the network does not learn. What went wrong?

- (a) The sum of fifty rounding errors is larger than the signal.
- (b) All units of some layer are dead at birth.
- (c) The layers have made different inputs nearly alike, so that the output hardly depends on the input.
- (d) The gradients vanish after all; their size at initialisation says nothing.
"""

# %% question="fifty_relu_layers"
fifty_relu_layers = "c"

# %% check="fifty_relu_layers"
check(fifty_relu_layers=fifty_relu_layers)

# %% [markdown]
r"""
**Question 6.** A blog compares two activations: 61.2 % against 60.4 %, one run each. On our MNIST-1D, two seeds of one network differ by about two points. What do you conclude?

- (a) The first is better, since 61.2 is more than 60.4.
- (b) Nothing yet: the difference is smaller than what a change of seed does. Ask for several seeds, and for each at its own best learning rate.
- (c) They are equally good.
- (d) The first is better if both used the same seed.
"""

# %% question="one_run_each"
one_run_each = "b"

# %% check="one_run_each"
check(one_run_each=one_run_each)

# %% [markdown]
r"""
## 11 · In your own words

Three questions to answer in writing, about 150 words each: double-click the cell below the question, and write. Nothing checks these. An instructor grades them by the rubric; if you learn on your own, read the rubric before you write, and the model answer in `solutions/` after.
"""

# %% [markdown]
r"""
### Written question 1

**How does an activation layer let a network model complex functions?** Say what would happen without one, what exactly it changes, and how far that reaches. Use an example.

| points | the answer … |
|:-:|---|
| 1 | says where the layer sits: after a linear layer, before the next |
| 2 | explains why linear layers alone collapse into one, whatever the depth |
| 1 | says what the non-linearity breaks or bends: pieces, folds, regions that add up |
| 1 | gives an example that works: XOR, a sum of bends, a spiral, measured figures |
| 1 | states universal approximation with its limits: existence, not training |
"""

# %% [markdown] written="explain_activation"
r"""
<!-- ### BEGIN SOLUTION -->
**Model answer.** (In brackets, the points that a sentence earns.)

An activation layer stands between two linear layers and applies a non-linear function $f$ to each number that the first one puts out; the result is the input of the next. **[1]** Without it the composition of two linear layers,
$(xW_1 + b_1)W_2 + b_2 = x(W_1W_2) + (b_1W_2 + b_2)$, is a linear layer again, and by induction so is any number of them. **[2]** Such a network draws one straight boundary: on XOR its best squared error is ¼, that of guessing, and on MNIST-1D it scores 31 %.

A non-linear $f$ does not pass through sums and multiples, so the step of that proof fails. A ReLU unit bends its output along one line in input space. A layer of them cuts the space into pieces, the next layer adds up the bends, and further layers bend what was bent. **[1]** Two ReLU units
suffice for XOR, because they fold two of its points onto each other; and the ReLU network reaches 61 % on MNIST-1D. **[1]** With enough units a single hidden layer approximates any continuous function on a bounded closed region, whatever the activation, if only it is continuous and no polynomial. That is the universal
approximation theorem. It promises that suitable weights exist: not how many units it takes, nor that training finds them, nor that the network does well on new data. **[1]**
<!-- ### END SOLUTION -->
"""

# %% [markdown]
r"""
### Written question 2

**Compare and contrast activation functions, and their effect on training.** Take at least three, from different families. Compare range, slope and flat parts, and say how these act on speed, depth and failure.

| points | the answer … |
|:-:|---|
| 2 | compares three or more activations of different families: range, slope |
| 2 | explains saturation and vanishing gradients: which, why, in numbers |
| 1 | explains dying units: what a flat left side does, and what prevents it |
| 1 | says which are centred, and what that does to the next layer's weights |
| 1 | gives evidence: a measured figure, with a word on its spread or its limits |
| 1 | judges fairly: what initialisation, learning rate, architecture decide instead |
"""

# %% [markdown] written="compare_activations"
r"""
<!-- ### BEGIN SOLUTION -->
**Model answer.**

The *sigmoid* maps to $(0, 1)$. Its slope is ¼ at most and falls to 0 on both sides, so ten layers let through a millionth of the gradient at best, unless large weights make up for it, and the first layers hardly learn: on MNIST-1D it scores 38 % where others exceed 60 %. **[2]** All its outputs are positive, so the weights
of a unit in the next layer get gradients of one sign, and training zigzags; *tanh*, which maps to $(-1, 1)$ with slope 1 at 0, is centred and spares them that. **[1]** It, too, saturates on both sides.

*ReLU* maps to $[0, \infty)$, and its slope is exactly 1 wherever it is on: gradients do not fade, and it needs no exponential. **[2, for range and slope of three]** Its left side is flat: after a large step a unit may be off for all examples, and dead (44 % at rate 0.3, 98 % at rate 1). *Leaky ReLU* keeps a small slope, so none
dies; centring the inputs helped more. **[1]** Krizhevsky et al. found ReLU six times as fast as tanh on CIFAR-10. With proper initialisation we measured 1.3 times on MNIST-1D, in three seeds that agree, so the size of the effect is not universal. **[1]** *SELU* holds mean and variance at 0 and 1 and survives fifty plain
layers, with 86 % against ReLU's 26 %. But ReLU, tanh, GELU and SELU came out level on MNIST-1D, within the spread of seeds: once gradients flow, initialisation, learning rate and architecture decide more than the choice among the good ones. **[1]**
<!-- ### END SOLUTION -->
"""

# %% [markdown]
r"""
### Written question 3

**Evaluate the choice of activations for a given task.** A hospital wants a network that reads 40 blood values and predicts (i) whether a patient has a certain disease, (ii) which one of five subtypes it is, and (iii) the days until recovery. Choose hidden and output activations and losses, justify them, and say for each output what a wrong choice
would cost and how you would notice.

| points | the answer … |
|:-:|---|
| 1 | standardises the inputs; takes a sound hidden activation and its initialisation |
| 1 | (i) takes a sigmoid, with cross-entropy on the logit |
| 1 | (ii) takes a softmax over five, with cross-entropy on the logits |
| 1 | (iii) takes softplus or the logarithm, or remarks on negative forecasts |
| 2 | names for each output a wrong choice, what it costs, and how it shows |
| 1 | says how to test the choice: several seeds, a baseline, a measured symptom |
"""

# %% [markdown] written="evaluate_choice"
r"""
<!-- ### BEGIN SOLUTION -->
**Model answer.**

The 40 values differ in unit and size, so I standardise them first; otherwise large positive inputs kill ReLU units. Hidden layers: two or three with ReLU and He initialisation, the default. **[1]** I would move to leaky ReLU or ELU only if I counted dead units at a reasonable learning rate.

(i) *Disease or not*: one linear output, a sigmoid, and cross-entropy computed from the logit. **[1]** With squared error the factor $y(1-y)$ remains, and a patient who is confidently misjudged hardly changes the weights: the loss stalls. (ii) *One of five*: five logits, softmax, cross-entropy. **[1]** Five sigmoids would find the
class about as often, but their numbers do not sum to 1 and cannot be reported as probabilities; a second softmax keeps the loss above $\ln(1 + 4/e) = 0.90$. (iii) *Days* are positive and unbounded: softplus, or the logarithm of the days with no activation and squared error. **[1]** A sigmoid or tanh would cap every forecast at one
day, an error that no training removes; a plain ReLU may forecast 0 for good. **[2, for what goes wrong in all three]**

To test it: compare with a linear model, train several seeds, and look at the share of dead units, at the range of the predictions against that of the targets, and at whether the predicted probabilities come true. **[1]**
<!-- ### END SOLUTION -->
"""

# %% [markdown]
r"""
## Glossary

- **Baseline** — a simple model that a better one has to beat, to show that its effort is worth something.
- **Centred inputs** — inputs from which the mean over the training set has been subtracted.
- **Convergence speed** — how many steps or epochs it takes to reach a given loss or error.
- **Cosine similarity** — the cosine of the angle between two vectors: 1 if they point the same way, 0 if they are at right angles.
- **Dead unit** — a ReLU unit that is off for every input of the training set, so that its gradients are zero.
- **Divergence** — growth of the loss beyond all bounds, because each step overshoots more than the last.
- **Learning rate** — the factor by which training scales each step.
- **Logit** — a number that a sigmoid or a softmax turns into probabilities: for a sigmoid the log-odds, for softmax a score of which only differences count.
- **Momentum** — the part of an optimiser that keeps moving in the direction of past gradients.
- **Multi-label task** — one in which any number of labels may be true at once, so that each gets a sigmoid of its own.
- **Output layer** — the last layer of a network, whose range must be that of the targets.
- **Regression** — the task to predict a number (or several) that may vary continuously.
- **Residual connection** — a path that adds a layer's input to its output.
- **Seed** — the number from which a generator draws its random numbers; the same seed repeats a run exactly.
- **Spread** — how much a result varies from seed to seed; here the standard deviation.

**Sources** Krizhevsky, Sutskever & Hinton 2012, *ImageNet classification with deep convolutional neural networks* · Nielsen 2015, *Neural Networks and Deep Learning*, ch. 3 · Stanford CS231n, course notes · Klambauer, Unterthiner, Mayr & Hochreiter 2017
(arXiv:1706.02515) · Greydanus & Kobak 2024 (arXiv:2011.14439) · Alpaydin & Kaynak 1998, *Optical recognition of handwritten digits*
"""
