"""Cross-entropy and its backward, as students write them."""

from tests.submissions.implementation import Implementations, right, stops, wrong

CROSS_ENTROPY: Implementations = {
    "fancy indexing": right("""
        def cross_entropy(logits, labels):
            shifted = logits - logits.max(axis=1, keepdims=True)
            log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
            return -log_p[np.arange(len(labels)), labels].mean()
    """),
    "their log_softmax, as a float": right("""
        def cross_entropy(logits, labels):
            n = logits.shape[0]
            return float(-np.sum(log_softmax(logits)[range(n), labels]) / n)
    """),
    "one-hot": right("""
        def cross_entropy(logits, labels):
            onehot = np.eye(logits.shape[1])[labels]
            return -np.mean(np.sum(onehot * log_softmax(logits), axis=1))
    """),
    "take_along_axis": right("""
        def cross_entropy(logits, labels):
            picked = np.take_along_axis(log_softmax(logits), labels[:, None].astype(int), axis=1)
            return -np.mean(picked)
    """),
    "log-sum-exp minus the label's logit": right("""
        def cross_entropy(logits, labels):
            true = np.choose(labels, logits.T)
            return np.mean(np.logaddexp.reduce(logits, axis=1) - true)
    """),
    "a loop": right("""
        def cross_entropy(logits, labels):
            total = 0.0
            for row, label in zip(log_softmax(logits), labels):
                total -= row[label]
            return total / len(labels)
    """),
    "a comparison as mask": right("""
        def cross_entropy(logits, labels):
            true = np.arange(logits.shape[1]) == labels[:, np.newaxis]
            return np.array(-log_softmax(logits)[true].sum() / true.sum())
    """),
    "math": right("""
        import math

        def cross_entropy(logits, labels):
            def one(scores, label):
                top = max(scores)
                return top + math.log(sum(math.exp(s - top) for s in scores)) - scores[label]

            rows = logits.tolist()
            return sum(one(row, label) for row, label in zip(rows, labels)) / len(rows)
    """),
    "log of softmax": wrong(
        "cross_entropy_of_probabilities",
        """
        def cross_entropy(logits, labels):
            p = softmax(logits)
            return -np.mean(np.log(p[np.arange(len(labels)), labels]))
        """,
    ),
    "1e-9 to be safe": wrong(
        "cross_entropy_epsilon_1e-9",
        """
        def cross_entropy(logits, labels):
            p = softmax(logits)
            return -np.mean(np.log(p[np.arange(len(labels)), labels] + 1e-9))
        """,
    ),
    "clipped as in Keras": wrong(
        "values",
        """
        def cross_entropy(logits, labels):
            p = np.clip(softmax(logits), 1e-3, 1 - 1e-3)
            return -np.mean(np.log(p[np.arange(len(labels)), labels]))
        """,
    ),
    "naive": wrong(
        "cross_entropy_naive",
        """
        def cross_entropy(logits, labels):
            totals = np.sum(np.exp(logits), axis=1)
            return np.mean(np.log(totals) - logits[np.arange(len(labels)), labels])
        """,
    ),
    "sum": wrong(
        "cross_entropy_summed",
        """
        def cross_entropy(logits, labels):
            return -np.sum(log_softmax(logits)[np.arange(len(labels)), labels])
        """,
    ),
    "mean of the one-hot product": wrong(
        "cross_entropy_mean_over_all",
        """
        def cross_entropy(logits, labels):
            return -np.mean(np.eye(logits.shape[1])[labels] * log_softmax(logits))
        """,
    ),
    "per row": wrong(
        "cross_entropy_not_reduced",
        """
        def cross_entropy(logits, labels):
            return -log_softmax(logits)[np.arange(len(labels)), labels]
        """,
    ),
    "no minus": wrong(
        "cross_entropy_negated",
        """
        def cross_entropy(logits, labels):
            return np.mean(log_softmax(logits)[np.arange(len(labels)), labels])
        """,
    ),
    "softmax first": wrong(
        "cross_entropy_double_softmax",
        """
        def cross_entropy(logits, labels):
            p = softmax(logits)
            return -np.mean(log_softmax(p)[np.arange(len(labels)), labels])
        """,
    ),
    "NLL of the logits": wrong(
        "cross_entropy_without_softmax",
        """
        def cross_entropy(logits, labels):
            return np.mean(-logits[np.arange(len(labels)), labels])
        """,
    ),
    "no log": wrong(
        "cross_entropy_without_log",
        """
        def cross_entropy(logits, labels):
            return -np.mean(softmax(logits)[np.arange(len(labels)), labels])
        """,
    ),
    "every label's column": wrong(
        "cross_entropy_wrong_indexing",
        """
        def cross_entropy(logits, labels):
            return -np.mean(log_softmax(logits)[:, labels])
        """,
    ),
    "from 1": wrong(
        "cross_entropy_labels_from_one",
        """
        def cross_entropy(logits, labels):
            return -np.mean(log_softmax(logits)[np.arange(len(labels)), labels - 1])
        """,
    ),
    "the prediction's own": wrong(
        "cross_entropy_of_prediction",
        """
        def cross_entropy(logits, labels):
            return -log_softmax(logits).max(axis=1).mean()
        """,
    ),
    "bits": wrong(
        "cross_entropy_base_2",
        """
        def cross_entropy(logits, labels):
            log_p = log_softmax(logits)[np.arange(len(labels)), labels]
            return -np.mean(log_p) * np.log2(np.e)
        """,
    ),
    "squared error": wrong(
        "cross_entropy_squared_error",
        """
        def cross_entropy(logits, labels):
            return np.mean((softmax(logits) - np.eye(logits.shape[1])[labels]) ** 2)
        """,
    ),
    "one-hot expected": stops(
        "raised",
        """
        def cross_entropy(logits, labels):
            return -np.mean(np.sum(labels * log_softmax(logits), axis=1))
        """,
    ),
}

CROSS_ENTROPY_BACKWARD: Implementations = {
    "one subtracted at the label": right("""
        def cross_entropy_backward(logits, labels):
            powers = np.exp(logits - logits.max(axis=1, keepdims=True))
            grad = powers / powers.sum(axis=1, keepdims=True)
            grad[np.arange(len(labels)), labels] -= 1
            return grad / len(labels)
    """),
    "one-hot": right("""
        def cross_entropy_backward(logits, labels):
            p = softmax(logits)
            onehot = np.eye(logits.shape[1], dtype=p.dtype)[labels]
            return (p - onehot) / logits.shape[0]
    """),
    "through their log_softmax_backward": right("""
        def cross_entropy_backward(logits, labels):
            log_p = log_softmax(logits)
            grad_log_p = np.zeros_like(log_p)
            grad_log_p[np.arange(len(labels)), labels] = -1 / len(labels)
            return log_softmax_backward(grad_log_p, log_p)
    """),
    "a comparison": right("""
        def cross_entropy_backward(logits, labels):
            true = np.arange(logits.shape[1]) == labels.reshape(-1, 1)
            return (np.exp(log_softmax(logits)) - true) / len(labels)
    """),
    "two loops": right("""
        def cross_entropy_backward(logits, labels):
            p = softmax(logits)
            grad = np.zeros_like(p)
            n, classes = grad.shape
            for i in range(n):
                for c in range(classes):
                    grad[i, c] = (p[i, c] - (1 if c == labels[i] else 0)) / n
            return grad
    """),
    "subtract.at": right("""
        def cross_entropy_backward(logits, labels):
            grad = softmax(logits)
            np.subtract.at(grad, (np.arange(labels.size), labels), 1.0)
            return grad / labels.size
    """),
    "no mean": wrong(
        "cross_entropy_backward_not_averaged",
        """
        def cross_entropy_backward(logits, labels):
            grad = softmax(logits)
            grad[np.arange(len(labels)), labels] -= 1
            return grad
        """,
    ),
    "mean over all": wrong(
        "cross_entropy_backward_averaged_over_all",
        """
        def cross_entropy_backward(logits, labels):
            grad = softmax(logits)
            grad[np.arange(len(labels)), labels] -= 1
            return grad / grad.size
        """,
    ),
    "truth minus prediction": wrong(
        "cross_entropy_backward_negated",
        """
        def cross_entropy_backward(logits, labels):
            p = softmax(logits)
            return (np.eye(logits.shape[1], dtype=p.dtype)[labels] - p) / len(labels)
        """,
    ),
    "softmax twice": wrong(
        "cross_entropy_backward_double_softmax",
        """
        def cross_entropy_backward(logits, labels):
            p = softmax(logits)
            grad = softmax(p)
            grad[np.arange(len(labels)), labels] -= 1
            return grad / len(labels)
        """,
    ),
    "no softmax": wrong(
        "cross_entropy_backward_without_softmax",
        """
        def cross_entropy_backward(logits, labels):
            grad = logits.astype(np.result_type(logits, np.float32))
            grad[np.arange(len(labels)), labels] -= 1
            return grad / len(labels)
        """,
    ),
    "the slope once more": wrong(
        "cross_entropy_backward_slope_again",
        """
        def cross_entropy_backward(logits, labels):
            p = softmax(logits)
            onehot = np.eye(logits.shape[1], dtype=p.dtype)[labels]
            return (p - onehot) * p * (1 - p) / len(labels)
        """,
    ),
    "every label's column": wrong(
        "cross_entropy_backward_wrong_indexing",
        """
        def cross_entropy_backward(logits, labels):
            grad = softmax(logits)
            grad[:, labels] -= 1
            return grad / len(labels)
        """,
    ),
    "labels forgotten": wrong(
        "cross_entropy_backward_probabilities_only",
        """
        def cross_entropy_backward(logits, labels):
            return softmax(logits) / len(labels)
        """,
    ),
    "only the label": wrong(
        "cross_entropy_backward_label_only",
        """
        def cross_entropy_backward(logits, labels):
            p, rows = softmax(logits), np.arange(len(labels))
            grad = np.zeros_like(p)
            grad[rows, labels] = (p[rows, labels] - 1) / len(labels)
            return grad
        """,
    ),
    "one over p": wrong(
        "cross_entropy_backward_for_probabilities",
        """
        def cross_entropy_backward(logits, labels):
            p, rows = softmax(logits), np.arange(len(labels))
            grad = np.zeros_like(p)
            grad[rows, labels] = -1 / p[rows, labels] / len(labels)
            return grad
        """,
    ),
    "label as a number": wrong(
        "cross_entropy_backward_labels_as_numbers",
        """
        def cross_entropy_backward(logits, labels):
            p = softmax(logits)
            return (p - labels.reshape(-1, 1).astype(p.dtype)) / len(labels)
        """,
    ),
    "columns compete": wrong(
        "cross_entropy_backward_axis_0",
        """
        def cross_entropy_backward(logits, labels):
            grad = softmax(logits, axis=0)
            grad[np.arange(len(labels)), labels] -= 1
            return grad / len(labels)
        """,
    ),
    "doubles": wrong(
        "dtype",
        """
        def cross_entropy_backward(logits, labels):
            onehot = np.zeros(logits.shape)
            onehot[np.arange(len(labels)), labels] = 1
            return (softmax(logits) - onehot) / len(labels)
        """,
    ),
    "the labels' shape": stops(
        "raised",
        """
        def cross_entropy_backward(logits, labels):
            return (softmax(logits) - labels) / len(labels)
        """,
    ),
}
