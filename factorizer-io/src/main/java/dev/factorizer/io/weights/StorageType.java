package dev.factorizer.io.weights;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an element of a storage is.
 *
 * @param name as PyTorch calls it
 * @param bytes its size
 * @param element the type as which it is read; null where there is none
 */
record StorageType(String name, int bytes, @Nullable ElementType element) {
    private static final Map<String, StorageType> CLASSES = Map.ofEntries(
            known("Float", "float32", ElementType.F32), known("Double", "float64", ElementType.F64),
            known("Half", "float16", ElementType.F16), known("BFloat16", "bfloat16", ElementType.BF16),
            known("Long", "int64", ElementType.I64), known("Int", "int32", ElementType.I32),
            known("Short", "int16", ElementType.I16), known("Char", "int8", ElementType.I8),
            known("Byte", "uint8", ElementType.U8), known("Bool", "bool", ElementType.BOOL),
            known("Untyped", "uint8", ElementType.U8), unread("ComplexFloat", "complex64", 8),
            unread("ComplexDouble", "complex128", 16), unread("QInt8", "qint8", 1), unread("QUInt8", "quint8", 1),
            unread("QInt32", "qint32", 4), unread("QUInt4x2", "quint4x2", 1), unread("QUInt2x4", "quint2x4", 1));

    /** By the names of {@code torch.dtype}, which tensors of newer types carry beside a storage of bytes. */
    private static final Map<String, ElementType> ELEMENTS = Map.ofEntries(Map.entry("float32", ElementType.F32),
            Map.entry("float64", ElementType.F64), Map.entry("float16", ElementType.F16),
            Map.entry("bfloat16", ElementType.BF16), Map.entry("int64", ElementType.I64),
            Map.entry("int32", ElementType.I32), Map.entry("int16", ElementType.I16), Map.entry("int8", ElementType.I8),
            Map.entry("uint8", ElementType.U8), Map.entry("uint16", ElementType.U16), Map.entry("uint32", ElementType.U32),
            Map.entry("uint64", ElementType.U64), Map.entry("bool", ElementType.BOOL));

    private static Map.Entry<String, StorageType> known(String kind, String dtype, ElementType element) {
        return Map.entry(kind + "Storage", new StorageType(dtype, element.bytes(), element));
    }

    private static Map.Entry<String, StorageType> unread(String kind, String dtype, int bytes) {
        return Map.entry(kind + "Storage", new StorageType(dtype, bytes, null));
    }

    /** The type of a storage class; null if it is none. */
    static @Nullable StorageType ofClass(String module, String name) {
        return module.equals("torch") || module.equals("torch.cuda") || module.equals("torch.storage") ? CLASSES.get(name)
                : null;
    }

    /** The type of a {@code torch.dtype}; null if none of this name is read. */
    static @Nullable ElementType ofDtype(PickledName dtype) {
        return dtype instanceof PickledName.Foreign foreign && foreign.module().equals("torch")
                ? ELEMENTS.get(foreign.name()) : null;
    }
}
