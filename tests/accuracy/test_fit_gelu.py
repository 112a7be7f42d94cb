"""Do the numbers in the engine come from where it says that they do?"""

import re
import runpy

from course.engine.activations import smooth
from tests.accuracy import fit_gelu


def test_the_fit_prints_the_very_coefficients_that_gelu_uses(capsys):
    runpy.run_path(fit_gelu.__file__, run_name="__main__")
    printed = [float(number) for number in re.findall(r"-?\d\S*\d", capsys.readouterr().out)]
    used = [smooth._A0, smooth._A0_REST, *smooth._TAIL, *smooth._SLOPE]
    assert printed == used
