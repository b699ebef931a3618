package dev.factorizer.io.weights;

/**
 * A view of a storage, in elements.
 *
 * @param storage the storage
 * @param type what an element is read as
 * @param offset the first element
 * @param size the sizes, none negative
 * @param stride the distances, none negative
 * @param negative whether the numbers are the negated ones of the storage
 */
record TorchTensor(TorchStorage storage, ElementType type, long offset, long[] size, long[] stride, boolean negative) {
    static final int MOST_AXES = 64;

    TorchTensor {
        if (size.length != stride.length) {
            throw new PickleException("tensor has " + size.length + " sizes and " + stride.length
                    + " strides, expected equally many");
        }
        for (int i = 0; i < size.length; i++) {
            if (size[i] < 0 || stride[i] < 0 || size[i] > Integer.MAX_VALUE) {
                throw new PickleException("tensor has size " + size[i] + " and stride " + stride[i]
                        + ", expected 0 or more");
            }
        }
    }
}
