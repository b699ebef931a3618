package dev.factorizer.backend.jvm.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** A kernel's working memory in named parts: what is measured is what is cut. */
class WorkspaceSlicesTest {
    private record Parts(MemorySegment image, MemorySegment sums) {
        static Parts of(WorkspaceSlices slices, long voxels) {
            return new Parts(slices.nextFloats(voxels), slices.next(24));
        }
    }

    @Test
    void partsLieOneAfterAnotherInWhatWasMeasured() {
        long bytes = WorkspaceSlices.bytes(slices -> Parts.of(slices, 10));
        assertEquals(64, bytes);
        MemorySegment memory = Arena.ofAuto().allocate(bytes, 64);
        Parts parts = WorkspaceSlices.cut(memory, slices -> Parts.of(slices, 10));
        assertEquals(40, parts.image().byteSize());
        assertEquals(memory.address() + 40, parts.sums().address());
        assertEquals(24, parts.sums().byteSize());
    }

    @Test
    void tooLittleMemoryIsAnError() {
        MemorySegment memory = Arena.ofAuto().allocate(63, 64);
        assertThrows(IndexOutOfBoundsException.class, () -> WorkspaceSlices.cut(memory, slices -> Parts.of(slices, 10)));
    }
}
