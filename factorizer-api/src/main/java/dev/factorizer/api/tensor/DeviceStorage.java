package dev.factorizer.api.tensor;

/** Elements in the memory of a device; each backend that has such memory implements this. */
public non-sealed interface DeviceStorage extends Storage {
    /**
     * The device, as {@code devices} lists it.
     *
     * @return its name
     */
    String device();
}
