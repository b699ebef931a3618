package dev.factorizer.io.weights;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a name in a pickle is, without ever looking it up. There are three kinds.
 *
 * <ul>
 * <li>Understood: what PyTorch rebuilds tensors with, its storages, and dicts.
 * <li>Refused, and the file with it: what would do something, or reach for something else, when PyTorch loads the file without
 * its safeguard. That is all of {@link StandardLibrary} but types of plain values; known loaders and runners of other packages;
 * and names that lead through a module or to what Python keeps between double underscores.
 * <li>Foreign: the rest, such as classes of a training script. What is made of them is an {@link InertValue}.
 * </ul>
 */
final class PickledNames {
    /** Packages, modules and functions that load files, run programs or reach into the network. */
    private static final Set<String> RUNNERS = Set.of("torch.load", "torch.hub", "torch.jit", "torch.package",
            "torch.serialization", "torch.storage._load_from_bytes", "torch.utils.cpp_extension", "torch.utils.collect_env",
            "torch.utils.bottleneck", "torch.utils._config_module", "torch.utils.data.datapipes", "torch._dynamo.guards",
            "torch._inductor", "torch.fx", "torch.distributed.rpc", "torch.multiprocessing", "numpy.load", "numpy.loadtxt",
            "numpy.genfromtxt", "numpy.fromfile", "numpy.memmap", "numpy.lib.npyio", "numpy.testing", "numpy.f2py",
            "numpy.distutils", "joblib.load", "joblib.memory", "cloudpickle.load", "cloudpickle.loads", "dill.load",
            "dill.loads", "dill._dill.load", "dill._dill.loads", "pandas.read_pickle", "pandas.eval", "pandas.io.pickle",
            "pip", "setuptools", "pkg_resources", "IPython", "requests", "httpx", "aiohttp", "urllib3", "paramiko", "fabric",
            "_pytest", "pytest", "numba", "psutil", "keras.models.load_model");

    /** Names of attributes of attributes can grow without end. */
    private static final int LONGEST = 1000;

    private PickledNames() { }

    static PickledName find(String writtenModule, String name) {
        String module = StandardLibrary.present(writtenModule);
        String full = module + "." + name;
        TensorRebuilding.Form form = TensorRebuilding.Form.of(full);
        StorageType storage = StorageType.ofClass(module, name);
        if (form != null) {
            return new PickledName.Rebuild(full, form);
        }
        if (storage != null) {
            return new PickledName.StorageClass(full, storage);
        }
        return switch (full) {
            case "collections.OrderedDict", "collections.defaultdict", "collections.Counter", "builtins.dict" ->
                    new PickledName.Dict(full);
            case "torch.Size" -> new PickledName.Size(full);
            case "builtins.getattr" -> new PickledName.Attribute(full);
            case "torch.serialization._get_layout" -> new PickledName.Foreign(module, name);
            default -> foreign(module, name);
        };
    }

    /** What {@code getattr} gives for a class or for an object. */
    static Object attribute(@Nullable Object owner, @Nullable Object name) {
        if (owner instanceof PickledName.Foreign type && name instanceof String attribute) {
            return foreign(type.module(), type.name() + "." + attribute);
        }
        if (owner instanceof InertValue && name instanceof String attribute && !attribute.startsWith("__")) {
            return InertValue.of("an attribute of an object");
        }
        throw new PickleException("asks for an attribute of " + PickledValue.describe(owner)
                + ", which is no class; nothing was executed");
    }

    private static PickledName foreign(String module, String name) {
        // PyTorch's memory formats call themselves torch.channels_last, from whichever module lists them.
        if (module.startsWith("torch.") && name.startsWith("torch.") && name.lastIndexOf('.') == "torch".length()) {
            return foreign("torch", name.substring("torch.".length()));
        }
        if (module.length() + name.length() > LONGEST) {
            throw new PickleException("has a name of more than " + LONGEST + " letters, \"" + Brief.of(module + "." + name)
                    + "\"; nothing was executed");
        }
        if (module.isEmpty() || name.isEmpty() || !isClassPath(name)
                || StandardLibrary.has(module) && !StandardLibrary.isValue(module, name) || isRunner(module + "." + name)) {
            throw new PickleException("asks for \"" + Brief.of(module + "." + name)
                    + "\", which is not part of a state dict; nothing was executed");
        }
        return new PickledName.Foreign(module, name);
    }

    /** Whether all but the last part of a name are classes, by the capital letter. */
    private static boolean isClassPath(String name) {
        int start = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
            int letter = start < dot && name.charAt(start) == '_' ? start + 1 : start;
            if (letter >= dot || !Character.isUpperCase(name.charAt(letter))) {
                return false;
            }
            start = dot + 1;
        }
        return start == 0 || start < name.length() && !name.startsWith("__", start);
    }

    private static boolean isRunner(String full) {
        for (int end = full.length(); end > 0; end = full.lastIndexOf('.', end - 1)) {
            if (RUNNERS.contains(full.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
