package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Availability.Missing;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.Device;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.manchester.tornado.api.TornadoBackend;
import uk.ac.manchester.tornado.api.TornadoRuntime;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;

/** The devices of all drivers, by names such as {@code opencl:0:1}: driver, its number, the device's number. */
final class TornadoDevices {
    private static final String CHECK = "`tornado --devices` checks the installation; docs/tornadovm.md says how to start with it.";

    /** The words of Linux. */
    private static final Pattern LIBRARY = Pattern.compile("([^\\s:]+): cannot open shared object file");

    private static final Missing NO_DRIVER = new Missing("TornadoVM finds no device.",
            "Install a driver for OpenCL, CUDA or Level Zero; " + CHECK);

    /**
     * Why TornadoVM didn't start. It starts once per process, in static initializers, and Java runs those once: a second try says
     * "Could not initialize class" where the first named the missing library (TornadoVM 5.2.0, 2026-11).
     */
    private static Missing failure;

    private record Named(String name, TornadoDevice device) { }

    private TornadoDevices() { }

    /** The devices, or in one sentence why there are none. */
    static synchronized Availability find() {
        Optional<Missing> refused = Optional.ofNullable(failure).or(TornadoSettings::apply);
        if (refused.isPresent()) {
            return refused.get();
        }
        List<Named> devices;
        try {
            devices = all();
        } catch (LinkageError | RuntimeException e) {
            String reason = TornadoFailure.reason(e);
            failure = reason.contains("No OpenCL platforms") || reason.contains("No SPIRV") ? NO_DRIVER
                    : new Missing("TornadoVM does not start: " + reason + ".", remedy(reason));
            return failure;
        }
        if (devices.isEmpty()) {
            return NO_DRIVER;
        }
        return new Availability.Available(devices.stream().map(TornadoDevices::described).toList());
    }

    /** A driver comes with its device; what is left, when its library is there, is how Java was started. */
    static String remedy(String reason) {
        Matcher library = LIBRARY.matcher(reason);
        return (library.find() ? "Install what " + library.group(1) + " belongs to, which is the driver of a device, or a TornadoVM"
                + " for another kind of device; " : "Start Java with the options of its tornado-argfile; ") + CHECK;
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
        return new Device(named.name, description, memory, device.getDeviceType() == TornadoDeviceType.CPU);
    }
}
