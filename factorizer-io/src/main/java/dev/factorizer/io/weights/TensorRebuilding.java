package dev.factorizer.io.weights;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tensor of what PyTorch stores to rebuild one. Each argument is honored or makes the tensor an {@link InertValue}
 * that says why it can't be read; whether it grows gradients and which attributes it has changes no number and is left out.
 */
final class TensorRebuilding {
    /** Functions, of {@code torch._utils} unless said otherwise. */
    enum Form {
        /** Storage, offset, size and stride. */
        TENSOR,
        /** Also requires_grad, hooks and, since PyTorch 2, metadata. */
        TENSOR_V2,
        /** Also the type, before the metadata. */
        TENSOR_V3,
        /** A tensor, requires_grad and hooks; with more arguments for {@code torch.nn.parameter.Parameter}'s attributes. */
        PARAMETER,
        /** A function, a subclass, the function's arguments and a state. */
        FROM_TYPE,
        /** A tensor of the host, its type, a device, requires_grad. */
        FROM_CPU,
        /** A tensor of numbers that stand for others. */
        QUANTIZED,
        /** Indices and values. */
        SPARSE,
        /** Several tensors in one. */
        NESTED,
        /** No numbers. */
        META,
        /** A subclass without a storage. */
        WRAPPER,
        /** An array of numpy. */
        FROM_NUMPY;

        private static final Map<String, Form> NAMES = Map.ofEntries(
                Map.entry("torch._utils._rebuild_tensor", TENSOR),
                Map.entry("torch._utils._rebuild_tensor_v2", TENSOR_V2),
                Map.entry("torch._utils._rebuild_tensor_v3", TENSOR_V3),
                Map.entry("torch._utils._rebuild_parameter", PARAMETER),
                Map.entry("torch._utils._rebuild_parameter_with_state", PARAMETER),
                Map.entry("torch.nn.parameter.Parameter", PARAMETER),
                Map.entry("torch._tensor._rebuild_from_type_v2", FROM_TYPE),
                Map.entry("torch._tensor._rebuild_from_type", FROM_TYPE),
                Map.entry("torch.tensor._rebuild_from_type", FROM_TYPE),
                Map.entry("torch._utils._rebuild_device_tensor_from_cpu_tensor", FROM_CPU),
                Map.entry("torch._utils._rebuild_qtensor", QUANTIZED),
                Map.entry("torch._utils._rebuild_sparse_tensor", SPARSE),
                Map.entry("torch._utils._rebuild_sparse_csr_tensor", SPARSE),
                Map.entry("torch._utils._rebuild_nested_tensor", NESTED),
                Map.entry("torch.nested._internal.nested_tensor._rebuild_njt", NESTED),
                Map.entry("torch._utils._rebuild_meta_tensor_no_storage", META),
                Map.entry("torch._utils._rebuild_wrapper_subclass", WRAPPER),
                Map.entry("torch._utils._rebuild_device_tensor_from_numpy", FROM_NUMPY),
                Map.entry("torch._utils._rebuild_xla_tensor", FROM_NUMPY));

        static @Nullable Form of(String full) {
            return NAMES.get(full);
        }
    }

    /** Subclasses that add no meaning to the numbers. */
    private static final Set<String> PLAIN_CLASSES = Set.of("torch.Tensor", "torch.nn.parameter.Parameter",
            "torch.nn.parameter.Buffer", "monai.data.meta_tensor.MetaTensor");

    private TensorRebuilding() { }

    static Object make(PickledName.Rebuild called, List<?> arguments) {
        return switch (called.form()) {
            case TENSOR -> tensor(called, arguments, 4, 4);
            case TENSOR_V2 -> tensor(called, arguments, 6, 7);
            case TENSOR_V3 -> tensor(called, arguments, 7, 8);
            case PARAMETER -> parameter(called, arguments);
            case FROM_TYPE -> ofType(called, arguments);
            case FROM_CPU -> fromCpu(called, arguments);
            case QUANTIZED -> InertValue.tensor("a quantized tensor");
            case SPARSE -> InertValue.tensor("a sparse tensor");
            case NESTED -> InertValue.tensor("a nested tensor");
            case META -> InertValue.tensor("a tensor on the device \"meta\", without numbers");
            case WRAPPER -> InertValue.tensor("a tensor of a class with a storage of its own");
            case FROM_NUMPY -> InertValue.tensor("a tensor that is kept as an array of numpy");
        };
    }

    private static PickleException arguments(PickledName.Rebuild called, String expected) {
        return new PickleException(called.full() + " has other arguments than " + expected);
    }

    private static Object tensor(PickledName.Rebuild called, List<?> arguments, int fewest, int most) {
        if (arguments.size() < fewest || arguments.size() > most || !(arguments.get(0) instanceof TorchStorage storage)
                || !(arguments.get(1) instanceof Long offset)) {
            throw arguments(called, "storage, offset, size, stride and what belongs to them");
        }
        long[] size = longs(arguments.get(2));
        long[] stride = longs(arguments.get(3));
        boolean typed = called.form() == Form.TENSOR_V3;
        if (typed && !(arguments.get(6) instanceof PickledName)) {
            throw arguments(called, "a type in the seventh place");
        }
        if (arguments.size() > 5 && !areNone(arguments.get(5))) {
            return InertValue.tensor("a tensor with hooks");
        }
        ElementType type = typed ? StorageType.ofDtype((PickledName) arguments.get(6)) : storage.type().element();
        if (type == null) {
            return InertValue.tensor("a tensor of " + (typed ? Brief.of(((PickledName) arguments.get(6)).full())
                    : "torch." + storage.type().name()));
        }
        Object metadata = arguments.size() > fewest ? arguments.getLast() : null;
        Boolean negative = negative(metadata);
        if (negative == null || negative && type == ElementType.BOOL) {
            return InertValue.tensor("a tensor with metadata that " + (negative == null ? "isn't understood"
                    : "negates truth values"));
        }
        return new TorchTensor(storage, type, offset, size, stride, negative);
    }

    private static boolean areNone(@Nullable Object hooks) {
        return hooks == null || hooks instanceof Map<?, ?> map && map.isEmpty();
    }

    /** Whether the lazy negative bit is set; null if anything else is, such as the one for complex conjugates. */
    private static @Nullable Boolean negative(@Nullable Object metadata) {
        if (metadata == null) {
            return false;
        }
        if (!(metadata instanceof Map<?, ?> bits)) {
            return null;
        }
        boolean understood = bits.size() <= 2 && bits.entrySet().stream().allMatch(bit -> "neg".equals(bit.getKey())
                && bit.getValue() instanceof Boolean || "conj".equals(bit.getKey()) && Boolean.FALSE.equals(bit.getValue()));
        return understood ? Boolean.TRUE.equals(bits.get("neg")) : null;
    }

    private static Object parameter(PickledName.Rebuild called, List<?> arguments) {
        if (arguments.isEmpty() || arguments.size() > 4 || !PickledValue.isTensor(arguments.getFirst())) {
            if (called.full().endsWith(".Parameter")) {
                return InertValue.tensor("a parameter without numbers");
            }
            throw new PickleException(called.full() + " has no tensor");
        }
        return arguments.size() > 2 && !areNone(arguments.get(2)) ? InertValue.tensor("a parameter with hooks")
                : arguments.getFirst();
    }

    private static Object ofType(PickledName.Rebuild called, List<?> arguments) {
        if (arguments.size() != 4 || !(arguments.get(2) instanceof List<?> inner)
                || !(arguments.get(1) instanceof PickledName type)) {
            throw arguments(called, "a function, a class, arguments and a state");
        }
        boolean plain = PLAIN_CLASSES.contains(type.full());
        if (plain && arguments.getFirst() instanceof PickledName.Rebuild function && function.form() != Form.FROM_TYPE) {
            return make(function, inner);
        }
        return InertValue.tensor("a tensor of the class " + Brief.of(type.full()));
    }

    private static Object fromCpu(PickledName.Rebuild called, List<?> arguments) {
        if (arguments.size() != 4 || !PickledValue.isTensor(arguments.get(0))
                || !(arguments.get(1) instanceof PickledName dtype)) {
            throw arguments(called, "a tensor, its type, a device and whether it has gradients");
        }
        boolean same = arguments.getFirst() instanceof TorchTensor tensor && StorageType.ofDtype(dtype) == tensor.type();
        return same || arguments.getFirst() instanceof InertValue ? arguments.getFirst()
                : InertValue.tensor("a tensor that is to become one of " + Brief.of(dtype.full()));
    }

    private static long[] longs(@Nullable Object tuple) {
        if (!(tuple instanceof List<?> list)) {
            throw new PickleException("sizes or strides are not a tuple");
        }
        if (list.size() > TorchTensor.MOST_AXES) {
            throw new PickleException("tensor has " + list.size() + " sizes or strides, expected at most "
                    + TorchTensor.MOST_AXES);
        }
        long[] values = new long[list.size()];
        for (int i = 0; i < values.length; i++) {
            if (!(list.get(i) instanceof Long number)) {
                throw new PickleException("a size or stride is not a whole number");
            }
            values[i] = number;
        }
        return values;
    }

    /** ('storage', class, key, location, elements), in the legacy format followed by None or (key, offset, elements). */
    static TorchStorage storage(@Nullable Object reference) {
        if (reference instanceof List<?> parts && (parts.size() == 5 || parts.size() == 6) && "storage".equals(parts.get(0))
                && parts.get(1) instanceof PickledName.StorageClass type && parts.get(2) instanceof String key
                && parts.get(4) instanceof Long elements && elements >= 0) {
            if (parts.size() == 5 || parts.get(5) == null) {
                return new TorchStorage(type.type(), key, elements, 0, elements);
            }
            if (parts.get(5) instanceof List<?> view && view.size() == 3 && view.get(1) instanceof Long start
                    && view.get(2) instanceof Long length) {
                return new TorchStorage(type.type(), key, elements, start, length);
            }
        }
        throw new PickleException("has a reference that is not to a storage of a known type");
    }
}
