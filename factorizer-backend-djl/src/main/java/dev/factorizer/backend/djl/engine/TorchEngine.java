package dev.factorizer.backend.djl.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.factorizer.api.backend.BackendException;
import java.time.Duration;

/** PyTorch, loaded once in the life of a process. */
public final class TorchEngine {
    private static final String NAME = "PyTorch";
    private static TorchEngine loaded;

    private final Engine engine;
    private final Duration startTime;

    private TorchEngine(Engine engine, Duration startTime) {
        this.engine = engine;
        this.startTime = startTime;
    }

    /**
     * Loads the library; later calls answer the same engine.
     *
     * @param library which
     * @return the engine
     * @throws BackendException if it can't be loaded, with cause and remedy
     */
    public static synchronized TorchEngine load(NativeLibrary library) {
        if (loaded == null) {
            quiet();
            if (library.cuda()) {
                // Else convolutions would round their operands to 10 bits on GPUs that can, which is not float32.
                NativeEnvironment.setDefault("NVIDIA_TF32_OVERRIDE", "0");
            }
            library.folder().ifPresent(folder -> {
                // DJL looks for variables first and for properties of these names then.
                System.setProperty(NativeLibrary.VERSION_VARIABLE, library.bridge().version());
                System.setProperty(NativeLibrary.FLAVOR_VARIABLE, library.flavor());
            });
            long begun = System.nanoTime();
            try {
                Engine engine = Engine.getEngine(NAME);
                loaded = new TorchEngine(engine, Duration.ofNanos(System.nanoTime() - begun));
            } catch (RuntimeException | LinkageError e) {
                throw new BackendException("backend \"djl\": " + library + " could not be loaded: " + EngineFailure.cause(e) + "; "
                        + remedy(library), e);
            }
        }
        return loaded;
    }

    private static String remedy(NativeLibrary library) {
        if (library.folder().isEmpty()) {
            return "delete the folder pytorch in .djl.ai in the home folder, or name another place by DJL_CACHE_DIR, so that it is"
                    + " unpacked once more";
        }
        return "add the folder of what is missing to LD_LIBRARY_PATH, or " + library.bridge().again() + ", or unset "
                + NativeLibrary.PATH_VARIABLE + " to use the bundled library";
    }

    /**
     * Before the first class of DJL is there: it reports each start to its makers unless this is set, and downloads what it
     * misses. A medical tool does neither.
     */
    private static void quiet() {
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        // There is no logger, and none is needed.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    /** {@return how long loading took} */
    public Duration startTime() {
        return startTime;
    }

    /**
     * Something to attach tensors to.
     *
     * @param device the device's name
     * @return a manager; closing it frees its tensors
     */
    public PtNDManager manager(String device) {
        return (PtNDManager) engine.newBaseManager(device.startsWith("cuda:")
                ? ai.djl.Device.gpu(Integer.parseInt(device.substring("cuda:".length()))) : ai.djl.Device.cpu());
    }

    /**
     * Prepares the calling thread: one thread a function, for PyTorch splits sums by the number of threads; no recording of
     * gradients; and no rewriting of modules, which would compute other bits on the second run than on the first.
     */
    public static void enter() {
        if (JniUtils.getNumThreads() != 1) {
            JniUtils.setNumThreads(1);
        }
        JniUtils.setGradMode(false);
        JniUtils.setGraphExecutorOptimize(false);
    }
}
