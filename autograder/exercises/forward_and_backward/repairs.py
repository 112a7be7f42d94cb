"""Six broken layers to repair, in the notebook's order."""

from autograder.exercises.forward_and_backward.repairs_activations import (
    RELU_LAYER,
    SIGMOID_LAYER,
    SOFTMAX_LAYER,
    TANH_LAYER,
)
from autograder.exercises.forward_and_backward.repairs_parameters import BIAS_LAYER, WEIGHT_LAYER

TASKS = (RELU_LAYER, SIGMOID_LAYER, BIAS_LAYER, WEIGHT_LAYER, SOFTMAX_LAYER, TANH_LAYER)
