"""Arrays so long that the filters of the native backend are accessed in slices."""

import numpy as np
import pytest

from two_list_sum import Pair, count_pairs, find_pair, two_list_sum

pytestmark = pytest.mark.slow

LENGTH = 54_000_000


@pytest.mark.parametrize(("i", "j"), [(0, LENGTH - 1), (LENGTH // 2, 12_345_678)])
def test_the_only_pair_is_found(i: int, j: int) -> None:
    scattered = np.arange(LENGTH) * 0x1E3779B97F4A7C15  # modulo 2**64
    array_a = scattered >> 3 << 1
    array_b = array_a[::-1].copy()
    target = 2**61 + 1
    array_b[j] = target - array_a[i]  # the only odd element
    for threads in (1, 2):
        assert two_list_sum(array_a, array_b, target, threads=threads)
        assert not two_list_sum(array_a, array_b, target + 2, threads=threads)
    assert find_pair(array_a, array_b, target) == Pair(i, j)
    assert count_pairs(array_a, array_b, target) == 1
