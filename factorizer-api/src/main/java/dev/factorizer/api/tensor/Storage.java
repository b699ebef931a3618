package dev.factorizer.api.tensor;

/** Where the elements of a tensor are. */
public sealed interface Storage extends AutoCloseable permits HostStorage, DeviceStorage {
    /**
     * The elements in memory of the host: the memory itself where it is there already, else a copy.
     *
     * @param type the tensor's type
     * @return host storage
     */
    HostStorage toHost(Type type);

    /** Gives the memory back; later use is an error. */
    @Override
    void close();
}
