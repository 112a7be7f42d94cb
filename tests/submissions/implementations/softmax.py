"""Softmax and its backward, as students write them."""

from tests.submissions.implementation import Implementations, right, stops, wrong

SOFTMAX: Implementations = {
    "shifted exponentials": right("""
        def softmax(z, axis=-1, temperature=1.0):
            z = z / temperature
            powers = np.exp(z - np.max(z, axis=axis, keepdims=True))
            return powers / np.sum(powers, axis=axis, keepdims=True)
    """),
    "shifted first, then cooled": right("""
        def softmax(z, axis=-1, temperature=1.0):
            shifted = z - z.max(axis, keepdims=True)
            exps = np.exp(shifted / temperature)
            exps /= exps.sum(axis, keepdims=True)
            return exps
    """),
    "log-sum-exp": right("""
        def softmax(z, axis=-1, temperature=1.0):
            z = z / temperature
            return np.exp(z - np.logaddexp.reduce(z, axis=axis, keepdims=True))
    """),
    "expand_dims": right("""
        def softmax(z, axis=-1, temperature=1.0):
            top = np.expand_dims(np.amax(z, axis=axis), axis)
            e = np.exp((z - top) / temperature)
            return e / np.expand_dims(np.add.reduce(e, axis=axis), axis)
    """),
    "moved to the last axis": right("""
        def softmax(z, axis=-1, temperature=1.0):
            rows = np.moveaxis(z, axis, -1) / temperature
            rows = np.exp(rows - rows.max(axis=-1)[..., None])
            return np.moveaxis(rows / rows.sum(axis=-1)[..., None], -1, axis)
    """),
    "apply_along_axis": right("""
        def softmax(z, axis=-1, temperature=1.0):
            def one(row):
                e = np.exp((row - max(row)) / temperature)
                return e / sum(e)

            if not z.size:
                return np.zeros_like(z)
            return np.apply_along_axis(one, axis, z)
    """),
    "one over a sum of differences": right("""
        def softmax(z, axis=-1, temperature=1.0):
            # p_i = 1 / Σⱼ exp(zⱼ − zᵢ): an overflow there means p = 0
            z = np.moveaxis(z / temperature, axis, -1)
            with np.errstate(over="ignore"):
                p = 1 / np.exp(z[..., None, :] - z[..., :, None]).sum(axis=-1)
            return np.moveaxis(p, -1, axis)
    """),
    "a class with helpers": right("""
        class _Softmax:
            def _shift(self, z, axis):
                return z - np.max(z, axis=axis, keepdims=True)

            def __call__(self, z, axis=-1, temperature=1.0):
                e = np.exp(self._shift(z / temperature, axis))
                return np.true_divide(e, np.sum(e, axis=axis, keepdims=True))

        softmax = _Softmax()
    """),
    "as on Wikipedia": wrong(
        "softmax_naive",
        """
        def softmax(z, axis=-1, temperature=1.0):
            e = np.exp(z / temperature)
            return e / np.sum(e, axis=axis, keepdims=True)
        """,
    ),
    "np.max of everything": wrong(
        "softmax_global_maximum",
        """
        def softmax(z, axis=-1, temperature=1.0):
            z = z / temperature
            z = z - (np.max(z) if z.size else 0)
            return np.exp(z) / np.exp(z).sum(axis=axis, keepdims=True)
        """,
    ),
    "shifted above, not below": wrong(
        "softmax_numerator_only",
        """
        def softmax(z, axis=-1, temperature=1.0):
            z = z / temperature
            top = np.exp(z - np.max(z, axis=axis, keepdims=True))
            return top / np.sum(np.exp(z), axis=axis, keepdims=True)
        """,
    ),
    "sum of everything": wrong(
        "softmax_global_sum",
        """
        def softmax(z, axis=-1, temperature=1.0):
            e = np.exp((z - np.max(z, initial=-np.inf)) / temperature)
            return e / np.sum(e)
        """,
    ),
    "last axis always": wrong(
        "softmax_axis_ignored",
        """
        def softmax(z, axis=-1, temperature=1.0):
            e = np.exp((z - z.max(axis=-1, keepdims=True)) / temperature)
            return e / e.sum(axis=-1, keepdims=True)
        """,
    ),
    "axis 1 for batches": stops(
        "softmax_axis_1",
        """
        def softmax(z, axis=-1, temperature=1.0):
            e = np.exp((z - z.max(axis=1, keepdims=True)) / temperature)
            return e / e.sum(axis=1, keepdims=True)
        """,
    ),
    "no keepdims": stops(
        "softmax_both_lose_axis",
        """
        def softmax(z, axis=-1, temperature=1.0):
            e = np.exp((z - np.max(z, axis=axis)) / temperature)
            return e / np.sum(e, axis=axis)
        """,
    ),
    "no keepdims in the sum": stops(
        "softmax_sum_loses_axis",
        """
        def softmax(z, axis=-1, temperature=1.0):
            e = np.exp((z - np.max(z, axis=axis, keepdims=True)) / temperature)
            return e / e.sum(axis)
        """,
    ),
    "temperature forgotten": wrong(
        "softmax_temperature_ignored",
        """
        def softmax(z, axis=-1, temperature=1.0):
            e = np.exp(z - np.max(z, axis=axis, keepdims=True))
            return e / np.sum(e, axis=axis, keepdims=True)
        """,
    ),
    "times temperature": wrong(
        "softmax_temperature_multiplies",
        """
        def softmax(z, axis=-1, temperature=1.0):
            e = np.exp(temperature * (z - np.max(z, axis=axis, keepdims=True)))
            return e / np.sum(e, axis=axis, keepdims=True)
        """,
    ),
    "temperature at the end": wrong(
        "softmax_temperature_outside",
        """
        def softmax(z, axis=-1, temperature=1.0):
            e = np.exp(z - np.max(z, axis=axis, keepdims=True))
            return e / (temperature * np.sum(e, axis=axis, keepdims=True))
        """,
    ),
    "largest before cooling": wrong(
        "softmax_shifted_too_early",
        """
        def softmax(z, axis=-1, temperature=1.0):
            top = np.max(z, axis=axis, keepdims=True)
            e = np.exp(z / temperature - top)
            return e / np.sum(e, axis=axis, keepdims=True)
        """,
    ),
    "not divided": wrong(
        "softmax_not_divided",
        """
        def softmax(z, axis=-1, temperature=1.0):
            z = z / temperature
            return np.exp(z - z.max(axis=axis, keepdims=True))
        """,
    ),
    "shares of the scores": wrong(
        "softmax_without_exp",
        """
        def softmax(z, axis=-1, temperature=1.0):
            return z / z.sum(axis=axis, keepdims=True)
        """,
    ),
    "energies": wrong(
        "softmax_negated",
        """
        def softmax(z, axis=-1, temperature=1.0):
            weights = np.exp(-(z - z.min(axis=axis, keepdims=True)) / temperature)
            return weights / weights.sum(axis=axis, keepdims=True)
        """,
    ),
    "sigmoid of each": wrong(
        "softmax_is_sigmoid",
        """
        def softmax(z, axis=-1, temperature=1.0):
            return 0.5 * (1 + np.tanh(0.5 * z / temperature))
        """,
    ),
    "an array of the input's type": wrong(
        "op_whole_numbers",
        """
        def softmax(z, axis=-1, temperature=1.0):
            p = np.empty_like(z)
            e = np.exp((z - np.max(z, axis=axis, keepdims=True)) / temperature)
            p[...] = e / e.sum(axis=axis, keepdims=True)
            return p
        """,
    ),
    "shifts its input": wrong(
        "untouched",
        """
        def softmax(z, axis=-1, temperature=1.0):
            if z.dtype.kind == "f" and z.flags.writeable:
                z -= np.max(z, axis=axis, keepdims=True)
            e = np.exp((z - z.max(axis=axis, keepdims=True)) / temperature)
            return e / e.sum(axis=axis, keepdims=True)
        """,
    ),
    "scipy": wrong(
        "withheld",
        """
        import scipy.special

        def softmax(z, axis=-1, temperature=1.0):
            return scipy.special.softmax(z / temperature, axis=axis)
        """,
    ),
    "doubles": wrong(
        "dtype",
        """
        def softmax(z, axis=-1, temperature=1.0):
            z = np.asarray(z, dtype=np.float64) / temperature
            e = np.exp(z - z.max(axis=axis, keepdims=True))
            return e / e.sum(axis=axis, keepdims=True)
        """,
    ),
    "no options": stops(
        "raised",
        """
        def softmax(z):
            e = np.exp(z - z.max(axis=-1, keepdims=True))
            return e / e.sum(axis=-1, keepdims=True)
        """,
    ),
}

SOFTMAX_BACKWARD: Implementations = {
    "y times what is above the mean": right("""
        def softmax_backward(grad_output, y):
            mean = np.sum(grad_output * y, axis=-1, keepdims=True)
            return y * (grad_output - mean)
    """),
    "two terms": right("""
        def softmax_backward(grad_output, y):
            gy = grad_output * y
            return gy - y * gy.sum(axis=-1, keepdims=True)
    """),
    "full Jacobians": right("""
        def softmax_backward(grad_output, y):
            diagonal = y[..., :, None] * np.eye(y.shape[-1], dtype=y.dtype)
            jacobian = diagonal - y[..., :, None] * y[..., None, :]
            return np.einsum("...ij,...j->...i", jacobian, grad_output)
    """),
    "row by row": right("""
        def softmax_backward(grad_output, y):
            grad_z = np.empty(y.shape, y.dtype)
            for i in np.ndindex(y.shape[:-1]):
                jacobian = np.diag(y[i]) - np.outer(y[i], y[i])
                grad_z[i] = jacobian @ grad_output[i]
            return grad_z
    """),
    "the two cases of the derivative": right("""
        def softmax_backward(grad_output, y):
            grad_z = np.zeros_like(y)
            classes = y.shape[-1]
            for i in range(classes):
                for j in range(classes):
                    if i == j:
                        slope = y[..., i] * (1 - y[..., i])
                    else:
                        slope = -y[..., i] * y[..., j]
                    grad_z[..., i] += grad_output[..., j] * slope
            return grad_z
    """),
    "einsum": right("""
        def softmax_backward(grad_output, y):
            inner = np.einsum("...j,...j->...", grad_output, y)[..., np.newaxis]
            return np.multiply(y, np.subtract(grad_output, inner))
    """),
    "p times one minus p": wrong(
        "softmax_diagonal_only",
        """
        def softmax_backward(grad_output, y):
            return grad_output * (y - y**2)
        """,
    ),
    "only the other classes": wrong(
        "softmax_off_diagonal_only",
        """
        def softmax_backward(grad_output, y):
            jacobian = -y[..., :, None] * y[..., None, :]
            jacobian = jacobian * (1 - np.eye(y.shape[-1], dtype=y.dtype))
            return (jacobian @ grad_output[..., None])[..., 0]
        """,
    ),
    "plus beside the diagonal": wrong(
        "softmax_off_diagonal_sign",
        """
        def softmax_backward(grad_output, y):
            outer = y[..., :, None] * y[..., None, :]
            eye = np.eye(y.shape[-1], dtype=y.dtype)
            jacobian = outer * (1 - 2 * eye) + y[..., None] * eye
            return np.einsum("...ij,...j->...i", jacobian, grad_output)
        """,
    ),
    "plus": wrong(
        "softmax_backward_added",
        """
        def softmax_backward(grad_output, y):
            return y * grad_output + y * (y * grad_output).sum(-1, keepdims=True)
        """,
    ),
    "no y in front": wrong(
        "softmax_backward_without_y",
        """
        def softmax_backward(grad_output, y):
            return grad_output - np.sum(y * grad_output, axis=-1, keepdims=True)
        """,
    ),
    "plain sum": wrong(
        "softmax_backward_plain_sum",
        """
        def softmax_backward(grad_output, y):
            return y * (grad_output - np.sum(grad_output, axis=-1, keepdims=True))
        """,
    ),
    "plain mean": wrong(
        "softmax_backward_plain_mean",
        """
        def softmax_backward(grad_output, y):
            return y * (grad_output - np.mean(grad_output, axis=-1, keepdims=True))
        """,
    ),
    "np.dot of everything": wrong(
        "softmax_backward_rows_mixed",
        """
        def softmax_backward(grad_output, y):
            return y * (grad_output - np.vdot(grad_output, y))
        """,
    ),
    "over the batch": wrong(
        "softmax_backward_axis_0",
        """
        def softmax_backward(grad_output, y):
            return y * (grad_output - np.sum(grad_output * y, axis=0))
        """,
    ),
    "no keepdims": stops(
        "softmax_backward_sum_loses_axis",
        """
        def softmax_backward(grad_output, y):
            return y * (grad_output - np.sum(grad_output * y, axis=-1))
        """,
    ),
    "prediction minus target": wrong(
        "softmax_backward_is_cross_entropys",
        """
        def softmax_backward(grad_output, y):
            target = grad_output
            return y - target
        """,
    ),
    "no upstream": wrong(
        "softmax_upstream_forgotten",
        """
        def softmax_backward(grad_output, y):
            return y - np.square(y)
        """,
    ),
    "softmax once more": wrong(
        "softmax_backward_of_output",
        """
        def softmax_backward(grad_output, y):
            p = softmax(y)
            return p * (grad_output - np.sum(grad_output * p, axis=-1, keepdims=True))
        """,
    ),
    "minus": wrong(
        "softmax_backward_negated",
        """
        def softmax_backward(grad_output, y):
            return y * np.sum(grad_output * y, axis=-1, keepdims=True) - y * grad_output
        """,
    ),
    "mean over the batch": wrong(
        "softmax_backward_averaged",
        """
        def softmax_backward(grad_output, y):
            grad = y * (grad_output - np.sum(grad_output * y, axis=-1, keepdims=True))
            return grad / max(y.shape[0], 1)
        """,
    ),
    "one Jacobian for 2-D only": stops(
        "raised",
        """
        def softmax_backward(grad_output, y):
            n, c = y.shape
            out = np.zeros_like(y)
            for i in range(n):
                s = y[i].reshape(-1, 1)
                out[i] = (np.diagflat(s) - s @ s.T) @ grad_output[i]
            return out
        """,
    ),
    "tanh's slope": wrong(
        "values",
        """
        def softmax_backward(grad_output, y):
            return grad_output * (1 - y**2)
        """,
    ),
}
