"""Central differences, as students write them."""

from tests.submissions.implementation import Implementations, right, wrong

NUMERIC_GRADIENT: Implementations = {
    "ndindex and copies": right("""
        def numeric_gradient(f, x, grad_output, h=1e-5):
            x = np.array(x, dtype=np.float64)
            gradient = np.zeros_like(x)
            for i in np.ndindex(x.shape):
                above, below = x.copy(), x.copy()
                above[i] += h
                below[i] -= h
                gradient[i] = np.sum(grad_output * (f(above) - f(below))) / (2 * h)
            return gradient
    """),
    "flat, one-hot nudges": right("""
        def numeric_gradient(f, x, grad_output, h=1e-5):
            slopes = []
            for k in range(x.size):
                nudge = np.zeros(x.size)
                nudge[k] = h
                nudge = nudge.reshape(x.shape)
                slopes.append(np.sum(grad_output * (f(x + nudge) - f(x - nudge))) / (2 * h))
            return np.array(slopes, dtype=float).reshape(x.shape)
    """),
    "nditer": right("""
        def numeric_gradient(f, x, grad_output, h=1e-5):
            x = np.asarray(x, dtype=float).copy()
            grad = np.zeros_like(x)
            it = np.nditer(x, flags=["multi_index", "zerosize_ok"])
            while not it.finished:
                i = it.multi_index
                old = x[i]
                x[i] = old + h
                above = f(x.copy()).copy()
                x[i] = old - h
                below = f(x.copy()).copy()
                x[i] = old
                grad[i] = np.sum((above - below) * grad_output) / (2 * h)
                it.iternext()
            return grad
    """),
    "a loss inside": right("""
        def numeric_gradient(f, x, grad_output, h=1e-5):
            def loss(at):
                return np.vdot(grad_output, f(at))

            x = x.astype(np.float64)
            steps = h * np.eye(x.size).reshape(x.size, *x.shape)
            slopes = [(loss(x + step) - loss(x - step)) / (2 * h) for step in steps]
            return np.array(slopes).reshape(x.shape)
    """),
    "a step of x's size": right("""
        def numeric_gradient(f, x, grad_output, h=1e-5):
            x = np.array(x, dtype=np.float64)
            gradient = np.empty(x.shape)
            for i in np.ndindex(x.shape):
                step = h * max(1.0, abs(x[i]))
                above, below = x.copy(), x.copy()
                above[i] += step
                below[i] -= step
                gradient[i] = ((f(above) - f(below)) * grad_output).sum() / (2 * step)
            return gradient
    """),
    "one-sided": wrong(
        "numeric_gradient_one_sided",
        """
        def numeric_gradient(f, x, grad_output, h=1e-5):
            x = np.array(x, dtype=np.float64)
            gradient = np.zeros_like(x)
            for i in np.ndindex(x.shape):
                above = x.copy()
                above[i] += h
                gradient[i] = np.sum(grad_output * (f(above) - f(x.copy()))) / h
            return gradient
        """,
    ),
    "without 2": wrong(
        "numeric_gradient_without_two",
        """
        def numeric_gradient(f, x, grad_output, h=1e-5):
            x = np.array(x, dtype=np.float64)
            gradient = np.zeros_like(x)
            for i in np.ndindex(x.shape):
                above, below = x.copy(), x.copy()
                above[i] += h
                below[i] -= h
                gradient[i] = np.sum(grad_output * (f(above) - f(below))) / h
            return gradient
        """,
    ),
    "no upstream": wrong(
        "numeric_gradient_upstream_forgotten",
        """
        def numeric_gradient(f, x, grad_output, h=1e-5):
            x = np.array(x, dtype=np.float64)
            gradient = np.zeros_like(x)
            for i in np.ndindex(x.shape):
                above, below = x.copy(), x.copy()
                above[i] += h
                below[i] -= h
                gradient[i] = np.sum(f(above) - f(below)) / (2 * h)
            return gradient
        """,
    ),
}
