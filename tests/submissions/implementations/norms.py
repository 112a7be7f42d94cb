"""Gradient norms, as students measure them."""

from tests.submissions.implementation import Implementations, right, stops, wrong

GRADIENT_NORMS: Implementations = {
    "there and back": right("""
        def gradient_norms(layers, x, grad_output):
            for layer in layers:
                x = layer.forward(x)
            norms = []
            for layer in reversed(layers):
                grad_output = layer.backward(grad_output)
                norms.append(np.linalg.norm(grad_output))
            return np.array(norms[::-1])
    """),
    "filled from the end": right("""
        def gradient_norms(layers, x, grad_output):
            for layer in layers:
                x = layer.forward(x)
            norms = np.empty(len(layers))
            for i in range(len(layers) - 1, -1, -1):
                grad_output = layers[i].backward(grad_output)
                norms[i] = np.sqrt((grad_output**2).sum())
            return norms
    """),
    "inserted in front": right("""
        def gradient_norms(layers, x, grad_output):
            h = x
            for layer in layers:
                h = layer.forward(h)
            g, found = grad_output, []
            for layer in layers[::-1]:
                g = layer.backward(g)
                found.insert(0, float(np.linalg.norm(g)))
            return np.asarray(found)
    """),
    "recursion": right("""
        def gradient_norms(layers, x, grad_output):
            def walk(k, x):
                if k == len(layers):
                    return grad_output, []
                grad, norms = walk(k + 1, layers[k].forward(x))
                grad = layers[k].backward(grad)
                return grad, [np.linalg.norm(grad.ravel()), *norms]

            return np.array(walk(0, x)[1])
    """),
    "last layer first": wrong(
        "norms_reversed",
        """
        def gradient_norms(layers, x, grad_output):
            for layer in layers:
                x = layer.forward(x)
            norms = []
            for layer in reversed(layers):
                grad_output = layer.backward(grad_output)
                norms.append(np.linalg.norm(grad_output))
            return np.array(norms)
        """,
    ),
    "before the step": wrong(
        "norms_entering",
        """
        def gradient_norms(layers, x, grad_output):
            for layer in layers:
                x = layer.forward(x)
            norms = []
            for layer in reversed(layers):
                norms.append(np.linalg.norm(grad_output))
                grad_output = layer.backward(grad_output)
            return np.array(norms[::-1])
        """,
    ),
    "one gradient for all": wrong(
        "norms_not_chained",
        """
        def gradient_norms(layers, x, grad_output):
            for layer in layers:
                x = layer.forward(x)
            return np.array([np.linalg.norm(layer.backward(grad_output)) for layer in layers])
        """,
    ),
    "squares": wrong(
        "norms_squared",
        """
        def gradient_norms(layers, x, grad_output):
            for layer in layers:
                x = layer.forward(x)
            norms = []
            for layer in reversed(layers):
                grad_output = layer.backward(grad_output)
                norms.append((grad_output**2).sum())
            return np.array(norms[::-1])
        """,
    ),
    "mean squares": wrong(
        "norms_rms",
        """
        def gradient_norms(layers, x, grad_output):
            for layer in layers:
                x = layer.forward(x)
            norms = []
            for layer in reversed(layers):
                grad_output = layer.backward(grad_output)
                norms.append(np.mean(grad_output**2) ** 0.5)
            return np.array(norms[::-1])
        """,
    ),
    "no forward": stops(
        "raised",
        """
        def gradient_norms(layers, x, grad_output):
            norms = []
            for layer in reversed(layers):
                grad_output = layer.backward(grad_output)
                norms.append(np.linalg.norm(grad_output))
            return np.array(norms[::-1])
        """,
    ),
}
