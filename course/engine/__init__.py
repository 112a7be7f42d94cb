"""The reference engine: what the notebooks teach, in the form that every mark rests on.

    arrays.py       what every function does to its arguments (precision, shapes)
    layer.py        the contract: forward, backward, params, grads; the register ACTIVATIONS
    linear.py       y = x @ weight + bias
    activations/    one file per family; function, derivative and layer of each side by side
        identity.py     no activation, for comparison
        relu.py         relu, leaky_relu, prelu, elu, selu
        hard.py         hardsigmoid, hardswish
        squashing.py    sigmoid, logsigmoid, tanh, softsign
        smooth.py       softplus, silu, gelu, gelu_tanh, mish
        gated.py        glu, swiglu, geglu
        softmax.py      softmax, log_softmax
    losses.py       mean squared error, cross-entropy, binary cross-entropy
    network.py      layers in a row
    optim.py        SGD with momentum, Adam
    init.py         LeCun's, Xavier's and He's random weights; the gain of any activation
    gradcheck.py    is this gradient right?

Elementwise functions take any shape and any real array-like. Floats come back in their own
precision, computed in float64 at least, and integers as float64; inputs are never changed; NaN
gives NaN, ±∞ gives the limit, and no finite input raises a warning. −0.0 is 0, and the sign of a
result that is 0 means nothing.
"""

from course.engine.activations import gated as _gated
from course.engine.activations import hard as _hard
from course.engine.activations import identity as _identity
from course.engine.activations import relu as _relu
from course.engine.activations import smooth as _smooth
from course.engine.activations import softmax as _softmax
from course.engine.activations import squashing as _squashing
from course.engine.activations.gated import *  # noqa: F403
from course.engine.activations.hard import *  # noqa: F403
from course.engine.activations.identity import *  # noqa: F403
from course.engine.activations.relu import *  # noqa: F403
from course.engine.activations.smooth import *  # noqa: F403
from course.engine.activations.softmax import *  # noqa: F403
from course.engine.activations.squashing import *  # noqa: F403
from course.engine.gradcheck import (
    check_layer,
    complex_step_derivative,
    five_point_gradient,
    numeric_gradient,
    relative_error,
)
from course.engine.init import (
    gain,
    he_normal,
    he_uniform,
    lecun_normal,
    lecun_uniform,
    xavier_normal,
    xavier_uniform,
)
from course.engine.layer import ACTIVATIONS, Activation, Elementwise, Layer
from course.engine.linear import Linear, linear_backward, linear_forward
from course.engine.losses import (
    BCEWithLogitsLoss,
    CrossEntropyLoss,
    Loss,
    MSELoss,
    cross_entropy,
    cross_entropy_backward,
)
from course.engine.network import Sequential
from course.engine.optim import SGD, Adam, Optimizer

__all__ = [
    "ACTIVATIONS",
    "SGD",
    "Activation",
    "Adam",
    "BCEWithLogitsLoss",
    "CrossEntropyLoss",
    "Elementwise",
    "Layer",
    "Linear",
    "Loss",
    "MSELoss",
    "Optimizer",
    "Sequential",
    "check_layer",
    "complex_step_derivative",
    "cross_entropy",
    "cross_entropy_backward",
    "five_point_gradient",
    "gain",
    "he_normal",
    "he_uniform",
    "lecun_normal",
    "lecun_uniform",
    "linear_backward",
    "linear_forward",
    "numeric_gradient",
    "relative_error",
    "xavier_normal",
    "xavier_uniform",
    *_gated.__all__,
    *_hard.__all__,
    *_identity.__all__,
    *_relu.__all__,
    *_smooth.__all__,
    *_softmax.__all__,
    *_squashing.__all__,
]
