"""The pieces of a ReLU network, as students count them."""

from tests.submissions.implementation import Implementations, right, stops, wrong

COUNT_LINEAR_PIECES: Implementations = {
    "layer by layer": right("""
        def count_linear_pieces(layers, low, high):
            def received(x):
                h, found = x[:, None], []
                for weight, bias in layers:
                    found.append(h @ weight + bias)
                    h = np.maximum(found[-1], 0)
                return found

            x = np.array([low, high], dtype=float)
            for depth in range(len(layers) - 1):
                z = received(x)[depth]
                before, after = z[:-1], z[1:]
                row, unit = np.nonzero(before * after < 0)
                share = before[row, unit] / (before[row, unit] - after[row, unit])
                x = np.unique(np.append(x, x[row] + share * (x[row + 1] - x[row])))
                x = x[np.append(True, np.diff(x) > 1e-9 * (high - low))]
            slopes = np.diff(received(x)[-1][:, 0]) / np.diff(x)
            return 1 + np.count_nonzero(~np.isclose(slopes[1:], slopes[:-1]))
    """),
    "loops": right("""
        def count_linear_pieces(layers, low, high):
            def layer_input(x, depth):
                h = np.array([x])
                for weight, bias in layers[:depth]:
                    h = np.maximum(h @ weight + bias, 0)
                return h @ layers[depth][0] + layers[depth][1]

            points = [float(low), float(high)]
            for depth in range(len(layers) - 1):
                new = []
                for a, b in zip(points, points[1:]):
                    za, zb = layer_input(a, depth), layer_input(b, depth)
                    for u, v in zip(za, zb):
                        if (u < 0 < v) or (v < 0 < u):
                            new.append(a + (b - a) * u / (u - v))
                points = sorted(points + new)
                points = [p for i, p in enumerate(points) if i == 0 or p - points[i - 1] > 1e-9]
            values = [layer_input(p, len(layers) - 1)[0] for p in points]
            slopes = [
                (values[i + 1] - values[i]) / (points[i + 1] - points[i])
                for i in range(len(points) - 1)
            ]
            pieces = 1
            for s, t in zip(slopes, slopes[1:]):
                if abs(s - t) > 1e-6:
                    pieces += 1
            return pieces
    """),
    "patterns of units that are on": right("""
        def count_linear_pieces(layers, low, high):
            # Between two bends the network is one linear map, found by multiplying it out.
            def map_at(x):
                slope, value = np.ones((1, 1)), np.array([[x]])
                slopes = []
                for weight, bias in layers:
                    slope, value = slope @ weight, value @ weight + bias
                    slopes.append((slope.copy(), value.copy()))
                    slope, value = slope * (value > 0), np.maximum(value, 0)
                return slopes

            x, found, step = float(low), [], 1e-9 * (high - low)
            while x < high:
                here = map_at(x + step)
                found.append(here[-1][0].item())
                ahead = [high]
                for slope, value in here[:-1]:
                    with np.errstate(divide="ignore", invalid="ignore"):
                        where = x + step - value / slope
                    ahead += [w for w in where.ravel() if w > x + 2 * step]
                x = min(ahead)
            return 1 + sum(abs(s - t) > 1e-6 for s, t in zip(found, found[1:]))
    """),
    "as a float": right("""
        def count_linear_pieces(layers, low, high):
            def received(x):
                h, found = x[:, None], []
                for weight, bias in layers:
                    found.append(h @ weight + bias)
                    h = np.maximum(found[-1], 0)
                return found

            x = np.array([low, high], dtype=float)
            for depth in range(len(layers) - 1):
                z = received(x)[depth]
                crossing = np.sign(z[:-1]) * np.sign(z[1:]) < 0
                with np.errstate(divide="ignore", invalid="ignore"):
                    new = x[:-1, None] + z[:-1] / (z[:-1] - z[1:]) * np.diff(x)[:, None]
                x = np.unique(np.round(np.append(x, new[crossing]), 11))
            slopes = np.diff(received(x)[-1][:, 0]) / np.diff(x)
            return 1.0 + np.sum(np.abs(np.diff(slopes)) > 1e-4)
    """),
    "bends": wrong(
        "pieces_bends",
        """
        def count_linear_pieces(layers, low, high):
            def received(x):
                h, found = x[:, None], []
                for weight, bias in layers:
                    found.append(h @ weight + bias)
                    h = np.maximum(found[-1], 0)
                return found

            x = np.array([low, high], dtype=float)
            for depth in range(len(layers) - 1):
                z = received(x)[depth]
                row, unit = np.nonzero(z[:-1] * z[1:] < 0)
                share = z[row, unit] / (z[row, unit] - z[row + 1, unit])
                x = np.unique(np.append(x, x[row] + share * (x[row + 1] - x[row])))
                x = x[np.append(True, np.diff(x) > 1e-9)]
            slopes = np.diff(received(x)[-1][:, 0]) / np.diff(x)
            return np.count_nonzero(~np.isclose(slopes[1:], slopes[:-1]))
        """,
    ),
    "a grid": wrong(
        "pieces_grid",
        """
        def count_linear_pieces(layers, low, high):
            x = np.linspace(low, high, 101)
            h = x[:, None]
            for weight, bias in layers[:-1]:
                h = np.maximum(h @ weight + bias, 0)
            y = (h @ layers[-1][0] + layers[-1][1])[:, 0]
            slopes = np.diff(y) / np.diff(x)
            return 1 + np.sum(~np.isclose(slopes[1:], slopes[:-1]))
        """,
    ),
    "one for each unit": wrong(
        "pieces_units",
        """
        def count_linear_pieces(layers, low, high):
            return 1 + sum(weight.shape[1] for weight, bias in layers[:-1])
        """,
    ),
    "powers of two": wrong(
        "pieces_powers",
        """
        def count_linear_pieces(layers, low, high):
            return 2 ** (len(layers) - 1)
        """,
    ),
    "forgets to return": wrong(
        "type",
        """
        def count_linear_pieces(layers, low, high):
            pieces = 1
        """,
    ),
    "a layer for a pair": stops(
        "raised",
        """
        def count_linear_pieces(layers, low, high):
            x = np.linspace(low, high, 1001)[:, None]
            for layer in layers:
                x = np.maximum(layer.forward(x), 0)
            return len(np.unique(np.round(np.diff(x[:, 0]), 9)))
        """,
    ),
}
