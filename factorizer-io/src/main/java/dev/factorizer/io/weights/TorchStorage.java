package dev.factorizer.io.weights;

/**
 * A storage of a checkpoint, which several tensors may share, or a part of one.
 *
 * @param type what an element is
 * @param key its name in the archive
 * @param elements how many elements the whole declares
 * @param start the first element that belongs to the part
 * @param length how many do
 */
record TorchStorage(StorageType type, String key, long elements, long start, long length) {
    TorchStorage {
        if (elements < 0 || start < 0 || length < 0 || start > elements - length) {
            throw new PickleException("storage \"" + Brief.of(key) + "\" has " + elements + " elements, of which a part of "
                    + length + " begins at " + start);
        }
    }

    /** How many elements of another size the part holds. */
    long count(int bytes) {
        return type.bytes() == bytes ? length : times(length) / bytes;
    }

    /** The bytes before the part; no file has as many as the largest number. */
    long firstByte() {
        return times(start);
    }

    private long times(long count) {
        return count > Long.MAX_VALUE / type.bytes() ? Long.MAX_VALUE : count * type.bytes();
    }
}
