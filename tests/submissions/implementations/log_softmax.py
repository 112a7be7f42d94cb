"""Log-softmax and its backward, as students write them."""

from tests.submissions.implementation import Implementations, right, stops, wrong

LOG_SOFTMAX: Implementations = {
    "shifted log-sum-exp": right("""
        def log_softmax(z):
            shifted = z - np.max(z, axis=-1, keepdims=True)
            return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))
    """),
    "maximum added back": right("""
        def log_softmax(z):
            m = z.max(axis=-1, keepdims=True)
            lse = m + np.log(np.exp(z - m).sum(axis=-1, keepdims=True))
            return z - lse
    """),
    "logaddexp": right("""
        def log_softmax(z):
            return z - np.logaddexp.reduce(z, axis=-1, keepdims=True)
    """),
    "log1p of the others": right("""
        def log_softmax(z):
            ordered = np.sort(z, axis=-1)
            top = ordered[..., -1:]
            others = np.exp(ordered[..., :-1] - top).sum(axis=-1, keepdims=True)
            return (z - top) - np.log1p(others)
    """),
    "row by row": right("""
        def log_softmax(z):
            out = np.zeros(z.shape, dtype=np.result_type(z, np.float32))
            for i in np.ndindex(z.shape[:-1]):
                row = z[i] - z[i].max()
                out[i] = row - np.log(np.exp(row).sum())
            return out
    """),
    "log where it is safe": right("""
        def log_softmax(z):
            d = z - z.max(axis=-1)[..., np.newaxis]
            total = np.einsum("...j->...", np.exp(d))
            return d - np.log(total)[..., np.newaxis]
    """),
    "log of softmax": wrong(
        "log_softmax_of_probabilities",
        """
        def log_softmax(z):
            return np.log(softmax(z))
        """,
    ),
    "log of softmax plus 1e-12": wrong(
        "log_softmax_epsilon_1e-12",
        """
        def log_softmax(z):
            e = np.exp(z - np.max(z, axis=-1, keepdims=True))
            return np.log(e / e.sum(axis=-1, keepdims=True) + 1e-12)
        """,
    ),
    "log of clipped softmax": wrong(
        "log_softmax_epsilon_1e-15",
        """
        def log_softmax(z):
            return np.log(np.clip(softmax(z), 1e-15, 1))
        """,
    ),
    "straight from the formula": wrong(
        "log_softmax_naive",
        """
        def log_softmax(z):
            return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))
        """,
    ),
    "one maximum": wrong(
        "log_softmax_global_maximum",
        """
        def log_softmax(z):
            z = z - (z.max() if z.size else 0)
            return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
        """,
    ),
    "maximum not added back": wrong(
        "log_softmax_shift_inside_only",
        """
        def log_softmax(z):
            m = z.max(axis=-1, keepdims=True)
            return z - np.log(np.exp(z - m).sum(axis=-1, keepdims=True))
        """,
    ),
    "maximum twice": wrong(
        "log_softmax_shifted_twice",
        """
        def log_softmax(z):
            m = z.max(axis=-1, keepdims=True)
            lse = m + np.log(np.exp(z - m).sum(axis=-1, keepdims=True))
            return z - m - lse
        """,
    ),
    "no log": wrong(
        "log_softmax_sum_without_log",
        """
        def log_softmax(z):
            d = z - z.max(axis=-1, keepdims=True)
            return d - np.exp(d).sum(axis=-1, keepdims=True)
        """,
    ),
    "softmax": wrong(
        "log_softmax_is_softmax",
        """
        def log_softmax(z):
            return softmax(z)
        """,
    ),
    "loss": wrong(
        "log_softmax_negated",
        """
        def log_softmax(z):
            d = z - z.max(axis=-1, keepdims=True)
            return np.log(np.exp(d).sum(axis=-1, keepdims=True)) - d
        """,
    ),
    "no keepdims": stops(
        "log_softmax_sum_loses_axis",
        """
        def log_softmax(z):
            d = z - z.max(axis=-1, keepdims=True)
            return d - np.log(np.exp(d).sum(axis=-1))
        """,
    ),
    "over everything": wrong(
        "log_softmax_global_sum",
        """
        def log_softmax(z):
            d = z - z.max(initial=-np.inf)
            return d - np.log(np.sum(np.exp(d)))
        """,
    ),
    "bits": wrong(
        "log_softmax_base_2",
        """
        def log_softmax(z):
            d = (z - z.max(axis=-1, keepdims=True)) / np.log(2)
            return d - np.log2(np.exp2(d).sum(axis=-1, keepdims=True))
        """,
    ),
    "scipy": wrong(
        "withheld",
        """
        from scipy.special import logsumexp

        def log_softmax(z):
            return z - logsumexp(z, axis=-1, keepdims=True)
        """,
    ),
    "two-dimensional": stops(
        "log_softmax_axis_1",
        """
        def log_softmax(z):
            d = z - z.max(axis=1, keepdims=True)
            return d - np.log(np.exp(d).sum(axis=1, keepdims=True))
        """,
    ),
}

LOG_SOFTMAX_BACKWARD: Implementations = {
    "minus p times the sum": right("""
        def log_softmax_backward(grad_output, log_y):
            total = np.sum(grad_output, axis=-1, keepdims=True)
            return grad_output - np.exp(log_y) * total
    """),
    "full Jacobians": right("""
        def log_softmax_backward(grad_output, log_y):
            y = np.exp(log_y)
            eye = np.eye(y.shape[-1], dtype=y.dtype)
            jacobian = eye - np.broadcast_to(y[..., None, :], y.shape + y.shape[-1:])
            return np.einsum("...ij,...i->...j", jacobian, grad_output)
    """),
    "through softmax": right("""
        def log_softmax_backward(grad_output, log_y):
            # the slope of the logarithm, 1/y, meets the factor y of softmax's backward
            y = np.exp(log_y)
            inner = (grad_output * np.ones_like(y)).sum(axis=-1, keepdims=True)
            return grad_output - y * inner
    """),
    "row by row": right("""
        def log_softmax_backward(grad_output, log_y):
            grad_z = grad_output.copy()
            for i in np.ndindex(log_y.shape[:-1]):
                grad_z[i] -= np.exp(log_y[i]) * grad_output[i].sum()
            return grad_z
    """),
    "softmax of log_y": right("""
        def log_softmax_backward(grad_output, log_y):
            p = np.exp(log_y - log_y.max(axis=-1, keepdims=True))
            p = p / p.sum(axis=-1, keepdims=True)
            return grad_output - np.einsum("...j->...", grad_output)[..., None] * p
    """),
    "g minus p": wrong(
        "log_softmax_minus_p",
        """
        def log_softmax_backward(grad_output, log_y):
            return grad_output - np.exp(log_y)
        """,
    ),
    "log_y for y": wrong(
        "log_softmax_log_y_for_y",
        """
        def log_softmax_backward(grad_output, log_y):
            return grad_output - log_y * np.sum(grad_output, axis=-1, keepdims=True)
        """,
    ),
    "softmax's rule": wrong(
        "log_softmax_backward_is_softmaxs",
        """
        def log_softmax_backward(grad_output, log_y):
            y = np.exp(log_y)
            return y * grad_output - y * np.sum(y * grad_output, axis=-1, keepdims=True)
        """,
    ),
    "softmax's rule, divided": wrong(
        "log_softmax_weighted_sum_only",
        """
        def log_softmax_backward(grad_output, log_y):
            y = np.exp(log_y)
            return grad_output - np.sum(y * grad_output, axis=-1, keepdims=True)
        """,
    ),
    "diagonal": wrong(
        "log_softmax_diagonal_only",
        """
        def log_softmax_backward(grad_output, log_y):
            return grad_output - grad_output * np.exp(log_y)
        """,
    ),
    "mean": wrong(
        "log_softmax_plain_mean",
        """
        def log_softmax_backward(grad_output, log_y):
            mean = grad_output.mean(axis=-1, keepdims=True)
            return grad_output - np.exp(log_y) * mean
        """,
    ),
    "over the batch": wrong(
        "log_softmax_backward_axis_0",
        """
        def log_softmax_backward(grad_output, log_y):
            return grad_output - np.exp(log_y) * np.sum(grad_output, axis=0)
        """,
    ),
    "everything summed": wrong(
        "log_softmax_rows_mixed",
        """
        def log_softmax_backward(grad_output, log_y):
            return grad_output - np.exp(log_y) * np.sum(grad_output)
        """,
    ),
    "no keepdims": stops(
        "log_softmax_backward_sum_loses_axis",
        """
        def log_softmax_backward(grad_output, log_y):
            return grad_output - np.exp(log_y) * grad_output.sum(-1)
        """,
    ),
    "no upstream": wrong(
        "log_softmax_upstream_forgotten",
        """
        def log_softmax_backward(grad_output, log_y):
            return 1.0 - np.exp(log_y)
        """,
    ),
    "slope of the log": wrong(
        "log_softmax_backward_of_log",
        """
        def log_softmax_backward(grad_output, log_y):
            return grad_output / np.exp(log_y)
        """,
    ),
    "in place": wrong(
        "untouched",
        """
        def log_softmax_backward(grad_output, log_y):
            grad_output -= np.exp(log_y) * grad_output.sum(axis=-1, keepdims=True)
            return grad_output
        """,
    ),
    "log_softmax of log_y": wrong(
        "values",
        """
        def log_softmax_backward(grad_output, log_y):
            return np.exp(log_y) * (1 - grad_output)
        """,
    ),
}
