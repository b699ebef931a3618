package dev.factorizer.io.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The closed list of names a checkpoint's pickle may mention, and what each makes. Nothing is ever looked up or called by
 * name: a name that is not here is refused.
 */
final class TorchConstructors {
    static final TorchConstructors INSTANCE = new TorchConstructors();

    /** A name from the list. */
    sealed interface Known {
        /** {@code collections.OrderedDict}. */
        record OrderedDict() implements Known { }

        /** {@code torch._utils._rebuild_tensor_v2}. */
        record RebuildTensor() implements Known { }

        /** {@code torch._utils._rebuild_parameter}. */
        record RebuildParameter() implements Known { }

        /** A storage class: the element type. */
        record StorageClass(ElementType type) implements Known { }

        /** Something training scripts store beside the weights; what is made of it stays inert. */
        record Inert(String name) implements Known { }
    }

    /** An object that is carried along and never looked into. */
    record InertObject(String name) { }

    private static final Map<String, ElementType> STORAGES = Map.ofEntries(
            Map.entry("FloatStorage", ElementType.F32), Map.entry("DoubleStorage", ElementType.F64),
            Map.entry("HalfStorage", ElementType.F16), Map.entry("BFloat16Storage", ElementType.BF16),
            Map.entry("LongStorage", ElementType.I64), Map.entry("IntStorage", ElementType.I32),
            Map.entry("ShortStorage", ElementType.I16), Map.entry("CharStorage", ElementType.I8),
            Map.entry("ByteStorage", ElementType.U8), Map.entry("BoolStorage", ElementType.BOOL));
    /** Data types, devices, numpy scalars of nnU-Net's logs, the keys of MONAI's metric logger. */
    private static final List<String> INERT = List.of("torch.float32", "torch.float64", "torch.float16", "torch.bfloat16",
            "torch.int64", "torch.int32", "torch.int16", "torch.int8", "torch.uint8", "torch.bool", "torch.Size",
            "torch.device", "torch.serialization._get_layout", "numpy.dtype", "numpy.core.multiarray.scalar",
            "numpy._core.multiarray.scalar", "_codecs.encode", "monai.handlers.metric_logger.MetricLoggerKeys",
            "collections.defaultdict", "collections.Counter", "builtins.set", "__builtin__.set");

    private TorchConstructors() { }

    Known find(String module, String name) {
        String full = module + "." + name;
        if (full.equals("collections.OrderedDict")) {
            return new Known.OrderedDict();
        }
        if (full.equals("torch._utils._rebuild_tensor_v2")) {
            return new Known.RebuildTensor();
        }
        if (full.equals("torch._utils._rebuild_parameter")) {
            return new Known.RebuildParameter();
        }
        if (module.equals("torch") && STORAGES.containsKey(name)) {
            return new Known.StorageClass(STORAGES.get(name));
        }
        if (INERT.contains(full)) {
            return new Known.Inert(full);
        }
        throw new PickleException("asks for \"" + Unpickler.brief(full) + "\", which is not part of a state dict; nothing was executed");
    }

    /** What a known name makes of its arguments. */
    Object make(Known known, List<?> arguments) {
        return switch (known) {
            case Known.OrderedDict dict -> dict(arguments);
            case Known.RebuildTensor rebuild -> tensor(arguments);
            case Known.RebuildParameter rebuild -> {
                if (arguments.isEmpty() || !(arguments.getFirst() instanceof TorchTensor tensor)) {
                    throw new PickleException("_rebuild_parameter has no tensor");
                }
                yield tensor;
            }
            case Known.StorageClass storage -> throw new PickleException("a storage class is called, expected a reference");
            case Known.Inert inert -> new InertObject(inert.name());
        };
    }

    private static Map<Object, Object> dict(List<?> arguments) {
        Map<Object, Object> dict = new LinkedHashMap<>();
        if (arguments.size() == 1 && arguments.getFirst() instanceof List<?> pairs) {
            for (Object pair : pairs) {
                if (!(pair instanceof List<?> two) || two.size() != 2) {
                    throw new PickleException("OrderedDict has an item that is no pair");
                }
                dict.put(Unpickler.hashable(two.get(0)), two.get(1));
            }
        } else if (!arguments.isEmpty()) {
            throw new PickleException("OrderedDict has arguments, expected none or a list of pairs");
        }
        return dict;
    }

    private static TorchTensor tensor(List<?> arguments) {
        if (arguments.size() < 4 || !(arguments.get(0) instanceof TorchStorage storage)
                || !(arguments.get(1) instanceof Long offset)) {
            throw new PickleException("_rebuild_tensor_v2 has other arguments than storage, offset, size and stride");
        }
        return new TorchTensor(storage, offset, longs(arguments.get(2)), longs(arguments.get(3)));
    }

    private static long[] longs(Object tuple) {
        List<Long> values = new ArrayList<>();
        if (tuple instanceof List<?> list) {
            for (Object value : list) {
                if (!(value instanceof Long number)) {
                    throw new PickleException("a size or stride is not a whole number");
                }
                values.add(number);
            }
            return values.stream().mapToLong(Long::longValue).toArray();
        }
        throw new PickleException("sizes or strides are not a tuple");
    }

    /** ('storage', class, key, location, elements). */
    TorchStorage storage(Object reference) {
        if (reference instanceof List<?> parts && parts.size() >= 5 && "storage".equals(parts.get(0))
                && parts.get(1) instanceof Known.StorageClass type && parts.get(2) instanceof String key
                && parts.get(4) instanceof Long elements && elements >= 0) {
            return new TorchStorage(type.type(), key, elements);
        }
        throw new PickleException("has a reference that is not to a storage of a known type");
    }
}
