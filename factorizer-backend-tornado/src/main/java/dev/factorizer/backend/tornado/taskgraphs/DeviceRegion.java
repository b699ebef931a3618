package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.tensor.Type;

/**
 * Where a value lies on the device, row-major.
 *
 * @param type its type: float32 lies in the memory, int32 among the integers
 * @param offset its first element
 */
public record DeviceRegion(Type type, int offset) {
    /** {@return the number of elements} */
    public int elements() {
        return Math.toIntExact(type.shape().elements());
    }
}
