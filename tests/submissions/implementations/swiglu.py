"""SwiGLU and its backward, as students write them."""

from tests.submissions.implementation import Implementations, right, stops, wrong

SWIGLU: Implementations = {
    "from scratch": right("""
        def swiglu(x, gate):
            u = np.exp(-np.abs(gate))
            return x * gate * np.where(gate >= 0, 1, u) / (1 + u)
    """),
    "its own silu": right("""
        def swiglu(x, gate):
            return x * silu(gate)
    """),
    "expit": right("""
        from scipy.special import expit

        def swiglu(x, gate):
            return np.multiply(x * gate, expit(gate))
    """),
    "from tanh": right("""
        def swiglu(x, gate):
            return x * gate * (1 + np.tanh(gate / 2)) / 2
    """),
    "with a warning": right("""
        def swiglu(x, gate):
            swish = gate / (1 + np.exp(-gate))
            return swish * x
    """),
    "a loop": right("""
        def swiglu(x, gate):
            y = np.empty(x.shape, dtype=np.result_type(x, 0.0))
            swish = silu(gate)
            for i in np.ndindex(x.shape):
                y[i] = x[i] * swish[i]
            return y
    """),
    "roles swapped": wrong(
        "swiglu_swapped",
        """
        def swiglu(x, gate):
            return gate * silu(x)
        """,
    ),
    "sigmoid": wrong(
        "swiglu_is_glu",
        """
        def swiglu(x, gate):
            return x / (1 + np.exp(-gate))
        """,
    ),
    "no activation": wrong(
        "swiglu_is_bilinear",
        """
        def swiglu(x, gate):
            return gate * x
        """,
    ),
    "GELU": wrong(
        "swiglu_is_geglu",
        """
        def swiglu(x, gate):
            return x * gelu(gate)
        """,
    ),
    "ReLU": wrong(
        "swiglu_is_reglu",
        """
        def swiglu(x, gate):
            return x * np.maximum(gate, 0)
        """,
    ),
    "SiLU of the product": wrong(
        "swiglu_of_product",
        """
        def swiglu(x, gate):
            product = x * gate
            return product / (1 + np.exp(-product))
        """,
    ),
    "the gate alone": wrong(
        "swiglu_gate_only",
        """
        def swiglu(x, gate):
            return gate / (1 + np.exp(-gate))
        """,
    ),
    "both through SiLU": wrong(
        "swiglu_both_activated",
        """
        def swiglu(x, gate):
            return np.prod([silu(x), silu(gate)], axis=0)
        """,
    ),
    "added": wrong(
        "swiglu_added",
        """
        def swiglu(x, gate):
            return silu(gate) + x
        """,
    ),
    "gate not used": wrong(
        "swiglu_silu_of_x",
        """
        def swiglu(x, gate):
            return x / (1 + np.exp(-x))
        """,
    ),
    "overflows": wrong(
        "swiglu_naive",
        """
        def swiglu(x, gate):
            e = np.exp(gate)
            return x * gate * (e / (1 + e))
        """,
    ),
    "a matrix product": stops(
        "raised",
        """
        def swiglu(x, gate):
            if x.ndim < 2:
                return x * silu(gate)
            return x @ silu(gate)
        """,
    ),
}

SWIGLU_BACKWARD: Implementations = {
    "from scratch": right("""
        def swiglu_backward(grad_output, x, gate):
            u = np.exp(-np.abs(gate))
            s = np.where(gate >= 0, 1, u) / (1 + u)
            grad_x = grad_output * gate * s
            grad_gate = grad_output * x * (s + gate * s * (1 - s))
            return grad_x, grad_gate
    """),
    "its own silu": right("""
        def swiglu_backward(grad_output, x, gate):
            return grad_output * silu(gate), grad_output * x * silu_derivative(gate)
    """),
    "a list of two": right("""
        def swiglu_backward(grad_output, x, gate):
            local = [silu(gate), x * silu_derivative(gate)]
            return [grad_output * slope for slope in local]
    """),
    "from tanh": right("""
        def swiglu_backward(grad_output, x, gate):
            t = np.tanh(gate / 2)
            s = (1 + t) / 2
            slope = s + gate * (1 - t * t) / 4
            return grad_output * gate * s, grad_output * (x * slope)
    """),
    "einsum": right("""
        from scipy.special import expit

        def swiglu_backward(grad_output, x, gate):
            s = expit(gate)
            product = "...,...,...->..."
            grad_x = np.einsum(product, grad_output, gate, s)
            grad_gate = np.einsum(product, grad_output, x, s + gate * s * expit(-gate))
            return grad_x, grad_gate
    """),
    "gate's gradient first": wrong(
        "swiglu_backward_swapped_order",
        """
        def swiglu_backward(grad_output, x, gate):
            grad_x = grad_output * silu(gate)
            grad_gate = grad_output * x * silu_derivative(gate)
            return grad_gate, grad_x
        """,
    ),
    "no upstream": wrong(
        "swiglu_upstream_forgotten",
        """
        def swiglu_backward(grad_output, x, gate):
            return silu(gate), silu_derivative(gate) * x
        """,
    ),
    "no upstream at the gate": wrong(
        "swiglu_upstream_forgotten_in_gate",
        """
        def swiglu_backward(grad_output, x, gate):
            grad_x = silu(gate) * grad_output
            return grad_x, x * silu_derivative(gate)
        """,
    ),
    "x missing": wrong(
        "swiglu_grad_gate_without_x",
        """
        def swiglu_backward(grad_output, x, gate):
            return grad_output * silu(gate), grad_output * silu_derivative(gate)
        """,
    ),
    "value for slope": wrong(
        "swiglu_grad_gate_value",
        """
        def swiglu_backward(grad_output, x, gate):
            grad_x = grad_output * silu(gate)
            return grad_x, grad_x * x
        """,
    ),
    "sigmoid for slope": wrong(
        "swiglu_grad_gate_sigmoid",
        """
        from scipy.special import expit

        def swiglu_backward(grad_output, x, gate):
            return grad_output * gate * expit(gate), grad_output * x * expit(gate)
        """,
    ),
    "GLU's rule": wrong(
        "swiglu_grad_gate_sigmoid_slope",
        """
        from scipy.special import expit

        def swiglu_backward(grad_output, x, gate):
            s = expit(gate)
            return grad_output * silu(gate), grad_output * x * s * (1 - s)
        """,
    ),
    "slope at x": wrong(
        "swiglu_grad_gate_at_x",
        """
        def swiglu_backward(grad_output, x, gate):
            return grad_output * silu(gate), silu_derivative(x) * x * grad_output
        """,
    ),
    "slope missing": wrong(
        "swiglu_grad_gate_linear",
        """
        def swiglu_backward(grad_output, x, gate):
            return grad_output * silu(gate), x * grad_output
        """,
    ),
    "output for its slope": wrong(
        "swiglu_grad_x_times_x",
        """
        def swiglu_backward(grad_output, x, gate):
            grad_x = grad_output * swiglu(x, gate)
            return grad_x, grad_output * x * silu_derivative(gate)
        """,
    ),
    "slope in both": wrong(
        "swiglu_grad_x_slope",
        """
        def swiglu_backward(grad_output, x, gate):
            grad = grad_output * silu_derivative(gate)
            return grad, grad * x
        """,
    ),
    "GLU's gate": wrong(
        "swiglu_grad_x_sigmoid",
        """
        from scipy.special import expit

        def swiglu_backward(grad_output, x, gate):
            return grad_output * expit(gate), grad_output * x * silu_derivative(gate)
        """,
    ),
    "gate without activation": wrong(
        "swiglu_grad_x_bilinear",
        """
        def swiglu_backward(grad_output, x, gate):
            return gate * grad_output, grad_output * x * silu_derivative(gate)
        """,
    ),
    "roles swapped": wrong(
        "swiglu_backward_roles_swapped",
        """
        def swiglu_backward(grad_output, x, gate):
            return grad_output * gate * silu_derivative(x), silu(x) * grad_output
        """,
    ),
    "one gradient": wrong(
        "type",
        """
        def swiglu_backward(grad_output, x, gate):
            return grad_output * (silu(gate) + x * silu_derivative(gate))
        """,
    ),
}
