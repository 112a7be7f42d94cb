"""What every function of the engine does to its arguments, so that formulas stay formulas."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[Any]
Function: TypeAlias = Callable[..., Array]


class Constant(float):
    """A float that remembers more of its digits than fit, for those who compute more exactly.

    >>> root = Constant("1.41421356237309504880168872420969807856967187537694")
    >>> root * 2, root.digits[:22]
    (2.8284271247461903, '1.41421356237309504880')
    """

    digits: str

    def __new__(cls, digits: str) -> Constant:
        """The float nearest to these digits."""
        constant = super().__new__(cls, digits)
        constant.digits = digits
        return constant


def as_float(x: ArrayLike) -> Array:
    """`x` as an array of floats: floats keep their precision, integers become float64.

    Anything else (complex numbers, text, objects) raises `TypeError`.

    >>> as_float([1, 2]).dtype, as_float(np.float32(1)).dtype
    (dtype('float64'), dtype('float32'))
    """
    array = np.asarray(x)
    if array.dtype.kind == "f":
        return array if array.dtype.isnative else array.astype(array.dtype.newbyteorder("="))
    if array.dtype.kind in "iub":
        return array.astype(np.float64)
    raise TypeError(f"expected real numbers, got an array of {array.dtype}")


def in_float64(formula: Function) -> Function:
    """Compute `formula` in float64 and return its result in the first argument's precision.

    A float32 answer is then as exact as float32 can be. A result too large for its type is
    infinite and one too small is 0, which are their right values, so neither raises a warning.
    As in numpy, `out=` takes an array to write the result into.
    """
    signature = inspect.signature(formula)

    @functools.wraps(formula)
    def computed(*args: Any, out: Array | None = None, **kwargs: Any) -> Array:
        x, *others = args if args else signature.bind(**kwargs).args
        x = as_float(x)
        wide = x.astype(_wide(x), copy=False)
        with np.errstate(over="ignore", under="ignore"):
            result = formula(wide, *others, **(kwargs if args else {}))
            if out is None:
                return result.astype(x.dtype, copy=False)
            np.copyto(out, result, casting="same_kind")
            return out

    return computed


def elementwise(arrays: int = 1) -> Callable[[Function], Function]:
    """`in_float64` for a formula that treats each number by itself; takes numpy's `out=`, too.

    The formula's first argument, or its first `arrays` arguments, reach it in blocks that fit the
    processor's cache, so that its intermediate results never see the main memory: on large arrays
    that is three times as fast. Further arrays are broadcast to the first one's shape.

    >>> @elementwise()
    ... def cube(x):
    ...     return x * x * x
    >>> cube([1.0, 2.0], out=np.empty(2, np.float32))
    array([1., 8.], dtype=float32)
    """

    def decorated(formula: Function) -> Function:
        signature = inspect.signature(formula)

        @functools.wraps(formula)
        def computed(*args: Any, out: Array | None = None, **kwargs: Any) -> Array:
            if len(args) < arrays:
                call = signature.bind(*args, **kwargs)
                args, kwargs = call.args, call.kwargs
            operands = [as_float(array) for array in args[:arrays]]
            result = np.empty(operands[0].shape, operands[0].dtype) if out is None else out
            with np.errstate(over="ignore", under="ignore"), _blocks(operands, result) as blocks:
                for *block, target in blocks:
                    np.copyto(target, formula(*block, *args[arrays:], **kwargs), "same_kind")
            return result if result.ndim or out is not None else result[()]

        return computed

    return decorated


def along_axis(
    formula: Function, arrays: list[ArrayLike], axis: int = -1, out: Array | None = None
) -> Array:
    """`in_float64` of a formula that treats each vector along `axis` by itself, in blocks, too.

    The arrays have one shape; the formula sees them as rows, with two axes.

    >>> along_axis(lambda x: x / x.sum(axis=1, keepdims=True), [[[1.0, 3.0], [3.0, 2.0]]], axis=0)
    array([[0.25, 0.6 ],
           [0.75, 0.4 ]])
    """
    operands = [as_float(array) for array in arrays]
    result = np.empty(operands[0].shape, operands[0].dtype) if out is None else out
    if result.size:
        target = np.moveaxis(np.atleast_1d(result), axis, -1)
        # Rows of a copy, where the result's own are no view or lie where operands are still read.
        into = target.reshape(-1, target.shape[-1])
        if out is not None and any(np.may_share_memory(a, result) for a in operands):
            into = into.copy()
        _by_rows(formula, [np.moveaxis(np.atleast_1d(a), axis, -1) for a in operands], into)
        if not np.may_share_memory(into, target):
            np.copyto(target, into.reshape(target.shape), "same_kind")
    return result if result.ndim or out is not None else result[()]


def _by_rows(formula: Function, operands: list[Array], into: Array) -> None:
    rows = [a.reshape(into.shape) for a in operands]
    step = max(1, _BLOCK // into.shape[1])
    with np.errstate(over="ignore", under="ignore"):
        for start in range(0, len(into), step):
            part = slice(start, start + step)
            block = (a[part].astype(_wide(a), copy=False) for a in rows)
            np.copyto(into[part], formula(*block), "same_kind")


# Numbers for which a handful of intermediate results fit the cache of one processor core.
_BLOCK = 8192


_Flag: TypeAlias = Literal["readonly", "writeonly", "overlap_assume_elementwise"]


def _blocks(operands: list[Array], result: Array) -> np.nditer:
    """Walks all arrays together, a few thousand numbers at a time, in float64 or wider."""
    reading: list[_Flag] = ["readonly", "overlap_assume_elementwise"]
    writing: list[_Flag] = ["writeonly", "overlap_assume_elementwise"]
    return np.nditer(
        [*operands, result],
        flags=["buffered", "external_loop", "zerosize_ok", "copy_if_overlap"],
        op_flags=[reading] * len(operands) + [writing],
        op_dtypes=[_wide(operands[0])] * len(operands) + [result.dtype],
        casting="same_kind",
        buffersize=_BLOCK,
    )


def _wide(x: Array) -> np.dtype[Any]:
    return np.promote_types(x.dtype, np.float64)


def positive_part(x: Array, out: Array | None = None) -> Array:
    """max(x, 0). Numpy compares with a row of zeros three times as fast as with the number 0."""
    return np.maximum(x, np.zeros(x.shape[-1:], x.dtype), out=out)


def negative_part(x: Array) -> Array:
    """min(x, 0), by a row of zeros like `positive_part`."""
    return np.minimum(x, np.zeros(x.shape[-1:], x.dtype))


def exact_sum(a: Array | float, b: Array | float) -> tuple[Array, Array]:
    """a + b rounded, and what the rounding left out, which together are exact.

    Knuth, *The Art of Computer Programming*, volume 2, §4.2.2.
    """
    total = np.add(a, b)
    echo = total - a
    return total, (a - (total - echo)) + (b - echo)


def exact_product(a: Array, b: Array | float) -> tuple[Array, Array]:
    """a·b rounded, and what the rounding left out, which together are exact.

    Dekker, *A floating-point technique for extending the available precision* (1971): the products
    of the factors' halves, 26 bits each, need no rounding.
    """
    product = np.multiply(a, b)
    (a1, a2), (b1, b2) = _halves(a), _halves(b)
    return product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2


def _halves(a: Array | float) -> tuple[Array, Array]:
    """The upper 26 bits of a float64 and the lower ones."""
    wide = np.multiply(a, 2.0**27 + 1)
    upper = wide - (wide - a)
    return upper, a - upper


def same_shape(grad_output: ArrayLike, like: ArrayLike) -> Array:
    """`grad_output` as floats, after a check that it has the shape of `like`.

    Broadcasting would hide the mistake and return a gradient of the wrong shape.
    """
    grad_output = as_float(grad_output)
    if grad_output.shape != np.shape(like):
        raise ValueError(
            f"grad_output has shape {grad_output.shape}, but the output that it belongs to "
            f"has shape {np.shape(like)}: ∂L/∂output has one entry for each entry of the output"
        )
    return grad_output
