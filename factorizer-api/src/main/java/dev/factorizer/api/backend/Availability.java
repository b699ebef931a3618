package dev.factorizer.api.backend;

import java.util.List;

/** Whether a backend can be used on this machine. */
public sealed interface Availability {
    /**
     * It can be used.
     *
     * @param devices its devices, the best first; at least one
     */
    record Available(List<Device> devices) implements Availability {
        /** Checks the list. */
        public Available {
            devices = List.copyOf(devices);
            if (devices.isEmpty()) {
                throw new IllegalArgumentException("availability: no devices, expected at least one");
            }
        }
    }

    /**
     * It can't be used.
     *
     * @param reason why not, one sentence
     * @param remedy what to install or change, one sentence
     */
    record Missing(String reason, String remedy) implements Availability { }
}
