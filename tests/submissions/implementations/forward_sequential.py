"""Networks of layers in a row, as students write them."""

from functools import partial

from tests.submissions.implementation import Implementations, right, stops, wrong
from tests.submissions.implementations.class_text import class_text

_sequential = partial(
    class_text,
    "Sequential",
    {
        "init": """
            def __init__(self, layers):
                self.layers = layers
        """,
        "params": """
            @property
            def params(self):
                pairs = enumerate(self.layers)
                return {f"{i}.{k}": p for i, layer in pairs for k, p in layer.params.items()}
        """,
        "grads": """
            @property
            def grads(self):
                pairs = enumerate(self.layers)
                return {f"{i}.{k}": g for i, layer in pairs for k, g in layer.grads.items()}
        """,
        "forward": """
            def forward(self, x):
                for layer in self.layers:
                    x = layer.forward(x)
                return x
        """,
        "backward": """
            def backward(self, grad_output):
                for layer in reversed(self.layers):
                    grad_output = layer.backward(grad_output)
                return grad_output
        """,
    },
)

SEQUENTIAL: Implementations = {
    "two loops and two properties": right("""
        class Sequential:
            def __init__(self, layers):
                self.layers = list(layers)

            @property
            def params(self):
                return {
                    f"{i}.{name}": array
                    for i, layer in enumerate(self.layers)
                    for name, array in layer.params.items()
                }

            @property
            def grads(self):
                return {
                    f"{i}.{name}": array
                    for i, layer in enumerate(self.layers)
                    for name, array in layer.grads.items()
                }

            def forward(self, x):
                for layer in self.layers:
                    x = layer.forward(x)
                return x

            def backward(self, grad_output):
                for layer in reversed(self.layers):
                    grad_output = layer.backward(grad_output)
                return grad_output
    """),
    "dictionaries filled once and at every backward": right("""
        class Sequential:
            def __init__(self, layers):
                self.layers = layers
                self.params, self.grads = {}, {}
                for i in range(len(layers)):
                    for name in layers[i].params:
                        self.params[str(i) + "." + name] = layers[i].params[name]

            def forward(self, x):
                y = x
                for layer in self.layers:
                    y = layer.forward(y)
                return y

            def backward(self, grad_output):
                grad = grad_output
                for i in range(len(self.layers) - 1, -1, -1):
                    grad = self.layers[i].backward(grad)
                    for name, value in self.layers[i].grads.items():
                        self.grads["%d.%s" % (i, name)] = value
                return grad
    """),
    "reduce": right("""
        from functools import reduce

        class Sequential:
            def __init__(self, layers):
                self.layers = tuple(layers)

            def _collect(self, kind):
                found = {}
                for number, layer in enumerate(self.layers):
                    for name, array in getattr(layer, kind).items():
                        found[f"{number}.{name}"] = array
                return found

            params = property(lambda self: self._collect("params"))
            grads = property(lambda self: self._collect("grads"))

            def forward(self, x):
                return reduce(lambda h, layer: layer.forward(h), self.layers, x)

            def backward(self, grad_output):
                return reduce(lambda g, layer: layer.backward(g), self.layers[::-1], grad_output)
    """),
    "recursion": right("""
        class Sequential:
            def __init__(self, layers):
                self.first = layers[0] if layers else None
                self.rest = Sequential(layers[1:]) if layers else None

            def _named(self, kind, number=0):
                if self.first is None:
                    return {}
                own = {f"{number}.{k}": a for k, a in getattr(self.first, kind).items()}
                return own | self.rest._named(kind, number + 1)

            @property
            def params(self):
                return self._named("params")

            @property
            def grads(self):
                return self._named("grads")

            def forward(self, x):
                return x if self.first is None else self.rest.forward(self.first.forward(x))

            def backward(self, grad_output):
                if self.first is None:
                    return grad_output
                return self.first.backward(self.rest.backward(grad_output))
    """),
    "a base class of one's own": right("""
        class Module:
            def __call__(self, x):
                return self.forward(x)

            def children(self):
                return []

            @property
            def params(self):
                named = {}
                for key, child in self.children():
                    named.update({key + "." + name: p for name, p in child.params.items()})
                return named

            @property
            def grads(self):
                named = {}
                for key, child in self.children():
                    named.update({key + "." + name: g for name, g in child.grads.items()})
                return named

        class Sequential(Module):
            def __init__(self, layers):
                self.modules = dict(zip(map(str, range(len(layers))), layers))

            def children(self):
                return self.modules.items()

            def forward(self, x):
                for module in self.modules.values():
                    x = module.forward(x)
                return x

            def backward(self, grad_output):
                for module in reversed(list(self.modules.values())):
                    grad_output = module.backward(grad_output)
                return grad_output
    """),
    "a dataclass": right("""
        from dataclasses import dataclass

        @dataclass
        class Sequential:
            layers: list

            def __getattr__(self, kind):
                if kind not in ("params", "grads"):
                    raise AttributeError(kind)
                pairs = [(i, getattr(layer, kind)) for i, layer in enumerate(self.layers)]
                return {f"{i}.{name}": part[name] for i, part in pairs for name in part}

            def forward(self, x):
                self.outputs = [x]
                for layer in self.layers:
                    self.outputs.append(layer.forward(self.outputs[-1]))
                return self.outputs[-1]

            def backward(self, grad_output):
                gradients = [grad_output]
                for layer in self.layers[::-1]:
                    gradients.append(layer.backward(gradients[-1]))
                return gradients[-1]
    """),
    "a stack of what is left to do": right("""
        class Sequential:
            def __init__(self, layers):
                self.layers = [*layers]
                self.grads = {}

            @property
            def params(self):
                pairs = [(i, layer.params) for i, layer in enumerate(self.layers)]
                return {f"{i}.{name}": own[name] for i, own in pairs for name in own}

            def forward(self, x):
                self.stack = []
                for number, layer in enumerate(self.layers):
                    x = layer.forward(x)
                    self.stack.append((number, layer))
                return x

            def backward(self, grad_output):
                self.grads = {}
                for number, layer in self.stack[::-1]:
                    grad_output = layer.backward(grad_output)
                    self.grads |= {f"{number}.{k}": v for k, v in layer.grads.items()}
                return grad_output
    """),
    "back from the first": wrong(
        "sequential_back_from_the_first",
        _sequential(
            backward="""
                def backward(self, grad_output):
                    for layer in self.layers:
                        grad_output = layer.backward(grad_output)
                    return grad_output
            """
        ),
    ),
    "the same upstream for all": wrong(
        "sequential_same_upstream",
        _sequential(
            backward="""
                def backward(self, grad_output):
                    grad = grad_output
                    for layer in reversed(self.layers):
                        grad = layer.backward(grad_output)
                    return grad
            """
        ),
    ),
    "the same input for all": wrong(
        "sequential_not_chained",
        _sequential(
            forward="""
                def forward(self, x):
                    for layer in self.layers:
                        y = layer.forward(x)
                    return y if self.layers else x
            """
        ),
    ),
    "one key for all layers": wrong(
        "sequential_keys_clash",
        _sequential(
            params="""
                def collect(self, kind):
                    together = {}
                    for layer in self.layers:
                        together.update(getattr(layer, kind))
                    return together

                @property
                def params(self):
                    return self.collect("params")
            """,
            grads="""
                @property
                def grads(self):
                    return self.collect("grads")
            """,
        ),
    ),
    "counted from 1": wrong(
        "sequential_numbered_from_one",
        _sequential(
            params="""
                @property
                def params(self):
                    pairs = enumerate(self.layers, start=1)
                    return {f"{i}.{k}": p for i, layer in pairs for k, p in layer.params.items()}
            """,
            grads="""
                @property
                def grads(self):
                    pairs = enumerate(self.layers, start=1)
                    return {f"{i}.{k}": g for i, layer in pairs for k, g in layer.grads.items()}
            """,
        ),
    ),
    "copies in params": wrong(
        "sequential_params_copied",
        _sequential(
            init="""
                def __init__(self, layers):
                    from copy import deepcopy

                    self.layers, self.params = layers, {}
                    for i, layer in enumerate(layers):
                        for name, array in deepcopy(layer.params).items():
                            self.params[f"{i}.{name}"] = array
            """,
            params="",
        ),
    ),
    "gradients before there are any": wrong(
        "sequential_grads_gathered_once",
        _sequential(
            init="""
                def __init__(self, layers):
                    self.layers, self.grads = layers, {}
                    for i, layer in enumerate(layers):
                        for name, array in layer.grads.items():
                            self.grads[f"{i}.{name}"] = array
            """,
            grads="",
        ),
    ),
    "gradients added up": wrong(
        "sequential_grads_accumulated",
        _sequential(
            init="""
                def __init__(self, layers):
                    self.layers, self.grads = layers, {}
            """,
            grads="",
            backward="""
                def backward(self, grad_output):
                    for i, layer in reversed(list(enumerate(self.layers))):
                        grad_output = layer.backward(grad_output)
                        for name, grad in layer.grads.items():
                            key = f"{i}.{name}"
                            self.grads[key] = self.grads.get(key, 0) + grad
                    return grad_output
            """,
        ),
    ),
    "the list turned round": wrong(
        "sequential_list_reversed",
        _sequential(
            backward="""
                def backward(self, grad_output):
                    self.layers.reverse()
                    for layer in self.layers:
                        grad_output = layer.backward(grad_output)
                    return grad_output
            """
        ),
    ),
    "nothing comes back": wrong(
        "type",
        _sequential(
            backward="""
                def backward(self, grad_output):
                    for layer in reversed(self.layers):
                        grad_output = layer.backward(grad_output)
            """
        ),
    ),
    "no forward without a layer": stops(
        "raised",
        _sequential(
            forward="""
                def forward(self, x):
                    y = self.layers[0].forward(x)
                    for layer in self.layers[1:]:
                        y = layer.forward(y)
                    return y
            """
        ),
    ),
    "a list of params": stops(
        "raised",
        _sequential(
            params="""
                @property
                def params(self):
                    return [array for layer in self.layers for array in layer.params.values()]
            """
        ),
    ),
}
