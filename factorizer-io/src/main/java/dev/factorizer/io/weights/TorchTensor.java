package dev.factorizer.io.weights;

/**
 * A view of a storage, in elements.
 *
 * @param storage the storage
 * @param offset the first element
 * @param size the sizes, none negative
 * @param stride the distances, none negative
 */
record TorchTensor(TorchStorage storage, long offset, long[] size, long[] stride) {
    TorchTensor {
        if (size.length != stride.length || size.length > 64) {
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
