"""What students write for every exercise of the course: right, wrong, unfinished and broken.

Adding one touches one place: its exercise's table. `IMPLEMENTATIONS` holds what can be called in
any process, `HAZARDS` what must only ever run in a child with limits, or means nothing outside one.
"""

from tests.submissions.implementation import Implementations
from tests.submissions.implementations import (
    collapse,
    cross_entropy,
    elu,
    gelu,
    leaky,
    linear,
    log_softmax,
    mish,
    prelu,
    relu,
    selu,
    sigmoid,
    silu,
    softmax,
    softplus,
    swiglu,
    tanh,
)
from tests.submissions.implementations.hazards import HAZARDS

__all__ = ["HAZARDS", "IMPLEMENTATIONS"]

IMPLEMENTATIONS: dict[str, Implementations] = {
    "linear_forward": linear.LINEAR_FORWARD,
    "linear_backward": linear.LINEAR_BACKWARD,
    "collapse": collapse.COLLAPSE,
    "relu": relu.RELU,
    "relu_derivative": relu.RELU_DERIVATIVE,
    "relu_backward": relu.RELU_BACKWARD,
    "leaky_relu": leaky.LEAKY_RELU,
    "leaky_relu_derivative": leaky.LEAKY_RELU_DERIVATIVE,
    "prelu": prelu.PRELU,
    "prelu_backward": prelu.PRELU_BACKWARD,
    "elu": elu.ELU,
    "elu_derivative": elu.ELU_DERIVATIVE,
    "selu": selu.SELU,
    "selu_derivative": selu.SELU_DERIVATIVE,
    "sigmoid": sigmoid.SIGMOID,
    "sigmoid_derivative": sigmoid.SIGMOID_DERIVATIVE,
    "sigmoid_backward": sigmoid.SIGMOID_BACKWARD,
    "tanh": tanh.TANH,
    "tanh_derivative": tanh.TANH_DERIVATIVE,
    "tanh_backward": tanh.TANH_BACKWARD,
    "softmax": softmax.SOFTMAX,
    "softmax_backward": softmax.SOFTMAX_BACKWARD,
    "log_softmax": log_softmax.LOG_SOFTMAX,
    "log_softmax_backward": log_softmax.LOG_SOFTMAX_BACKWARD,
    "cross_entropy": cross_entropy.CROSS_ENTROPY,
    "cross_entropy_backward": cross_entropy.CROSS_ENTROPY_BACKWARD,
    "softplus": softplus.SOFTPLUS,
    "softplus_derivative": softplus.SOFTPLUS_DERIVATIVE,
    "silu": silu.SILU,
    "silu_derivative": silu.SILU_DERIVATIVE,
    "gelu": gelu.GELU,
    "gelu_derivative": gelu.GELU_DERIVATIVE,
    "mish": mish.MISH,
    "mish_derivative": mish.MISH_DERIVATIVE,
    "swiglu": swiglu.SWIGLU,
    "swiglu_backward": swiglu.SWIGLU_BACKWARD,
}
