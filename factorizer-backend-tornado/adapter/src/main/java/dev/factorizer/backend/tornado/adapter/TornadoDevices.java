package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Availability.Missing;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.Device;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import uk.ac.manchester.tornado.api.TornadoBackend;
import uk.ac.manchester.tornado.api.TornadoRuntime;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;

/** The devices of all drivers, by names such as {@code opencl:0:1}: driver, its number, the device's number. */
final class TornadoDevices {
    private static final String BAILOUT = "tornado.recover.bailout";
    private static final String CHECK = "`tornado --devices` checks the installation; docs/tornadovm.md says how to start with it.";

    private record Named(String name, TornadoDevice device) { }

    private TornadoDevices() { }

    /** The devices, or in one sentence why there are none. */
    static Availability find() {
        // Otherwise TornadoVM runs what it can't compile as sequential Java and says nothing.
        if (!"false".equalsIgnoreCase(System.getProperty(BAILOUT))) {
            return new Missing("TornadoVM would answer a kernel that fails by another way of computing.",
                    "Start Java with -D" + BAILOUT + "=False.");
        }
        List<Named> devices;
        try {
            devices = all();
        } catch (LinkageError | RuntimeException e) {
            return new Missing("TornadoVM does not start: " + reason(e) + ".", "Start Java with the options of its"
                    + " tornado-argfile; " + CHECK);
        }
        if (devices.isEmpty()) {
            return new Missing("TornadoVM has no device.", "Install a driver for OpenCL, CUDA or Level Zero; " + CHECK);
        }
        return new Availability.Available(devices.stream().map(TornadoDevices::described).toList());
    }

    /** Whatever was thrown first tells why. */
    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage()).lines().map(String::strip).filter(line -> !line.isEmpty())
                .findFirst().orElse("");
        return cause.getClass().getSimpleName() + (message.isEmpty() ? "" : ", " + message.replaceAll("\\.$", ""));
    }

    static TornadoDevice named(String name) {
        return all().stream().filter(named -> named.name.equals(name)).findFirst().map(Named::device)
                .orElseThrow(() -> new BackendException("backend \"tornado\": device \"" + name + "\" does not exist"));
    }

    /** GPUs first, since that is what one installs TornadoVM for. */
    private static List<Named> all() {
        TornadoRuntime runtime = TornadoRuntimeProvider.getTornadoRuntime();
        List<Named> devices = new ArrayList<>();
        for (int driver = 0; driver < runtime.getNumBackends(); driver++) {
            TornadoBackend backend = runtime.getBackend(driver);
            for (int number = 0; number < backend.getNumDevices(); number++) {
                String name = backend.getBackendType().name().toLowerCase(Locale.ROOT) + ":" + driver + ":" + number;
                devices.add(new Named(name, backend.getDevice(number)));
            }
        }
        devices.sort(Comparator.comparing((Named named) -> named.device.getDeviceType() != TornadoDeviceType.GPU));
        return devices;
    }

    private static Device described(Named named) {
        TornadoDevice device = named.device;
        // Everything of a program lies in one piece.
        long memory = Math.min(device.getMaxGlobalMemory(), device.getMaxAllocMemory());
        String description = String.format(Locale.ROOT, "%s (%s, %s), %.1f GiB of memory in one piece",
                device.getPhysicalDevice().getDeviceName().strip(), device.getDeviceType(),
                device.getPlatformName().strip(), memory / (double) (1L << 30));
        return new Device(named.name, description, memory);
    }
}
