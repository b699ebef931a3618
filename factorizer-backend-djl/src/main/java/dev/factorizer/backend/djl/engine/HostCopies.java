package dev.factorizer.backend.djl.engine;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;

/** Numbers on their way between Java and PyTorch. */
public final class HostCopies {
    /** A view of a tensor's memory is a byte buffer, which holds less than 2 GiB: larger tensors are copied in pieces. */
    private static final long PIECE_BYTES = 1L << 30;
    private static final long START_BYTES = 64;

    private HostCopies() { }

    /**
     * Copies a tensor to the manager's device.
     *
     * @param tensor numbers on the host
     * @param manager what the copy is attached to
     * @return the copy
     */
    public static PtNDArray toEngine(Tensor tensor, PtNDManager manager) {
        PtNDArray host = made(tensor.type(), Device.cpu(), () -> JniUtils.createEmptyNdArray(manager, shape(tensor.type()),
                dataType(tensor.type()), Device.cpu(), SparseFormat.DENSE));
        copy(host, tensor.type(), tensor.segment(), true);
        if (!manager.getDevice().isGpu()) {
            return host;
        }
        try (host) {
            PtNDArray moved = made(tensor.type(), manager.getDevice(), () -> host.toDevice(manager.getDevice(), true));
            moved.attach(manager);
            return moved;
        }
    }

    /**
     * A tensor of zeros on the manager's device.
     *
     * @param type its type
     * @param manager what it is attached to
     * @return the tensor
     */
    public static PtNDArray zeros(Type type, PtNDManager manager) {
        return made(type, manager.getDevice(), () -> JniUtils.createZerosNdArray(manager, shape(type), dataType(type),
                manager.getDevice(), SparseFormat.DENSE));
    }

    /**
     * Copies a tensor to the host.
     *
     * @param array contiguous
     * @param type its type
     * @return a copy in Java's own memory
     */
    public static Tensor toHost(PtNDArray array, Type type) {
        int length = Math.toIntExact(type.shape().elements());
        Tensor tensor = switch (type.dataType()) {
            case FLOAT32 -> Tensor.of(type.shape(), new float[length]);
            case FLOAT64 -> Tensor.of(type.shape(), new double[length]);
            case INT32 -> Tensor.of(type.shape(), new int[length]);
        };
        if (!array.getDevice().isGpu()) {
            copy(array, type, tensor.segment(), false);
            return tensor;
        }
        try (PtNDArray host = array.toDevice(Device.cpu(), true)) {
            copy(host, type, tensor.segment(), false);
        }
        return tensor;
    }

    private static void copy(PtNDArray array, Type type, MemorySegment host, boolean toEngine) {
        long bytes = type.bytes();
        if (bytes == 0) {
            return;
        }
        if (bytes <= PIECE_BYTES) {
            copy(array, host, toEngine);
            return;
        }
        long width = type.dataType().bytes();
        long step = PIECE_BYTES / width;
        try (PtNDArray flat = JniUtils.reshape(array, new long[] {-1})) {
            for (long start = 0; start < type.shape().elements(); start += step) {
                long end = Math.min(start + step, type.shape().elements());
                try (PtNDArray piece = JniUtils.slice(flat, 0, start, end, 1)) {
                    copy(piece, host.asSlice(start * width, (end - start) * width), toEngine);
                }
            }
        }
    }

    /**
     * A tensor of the CPU on memory that is there.
     *
     * @param memory row-major, in native memory; must outlive the tensor
     * @param type the tensor's type
     * @param manager what it is attached to
     * @return the tensor
     */
    public static PtNDArray over(MemorySegment memory, Type type, PtNDManager manager) {
        // Only the address counts, and a buffer can't be as large as a tensor.
        ByteBuffer start = memory.asSlice(0, Math.min(memory.byteSize(), START_BYTES)).asByteBuffer();
        return JniUtils.createNdFromByteBuffer(manager, start, shape(type), dataType(type), SparseFormat.DENSE, Device.cpu());
    }

    /** A device without memory, or that is there no more, is told as a sentence. */
    private static PtNDArray made(Type type, Device device, Supplier<PtNDArray> tensor) {
        try {
            return tensor.get();
        } catch (EngineException e) {
            throw EngineFailure.named("a tensor of " + type + " on " + (device.isGpu() ? "cuda:" + device.getDeviceId() : "the CPU"),
                    e);
        }
    }

    private static void copy(PtNDArray array, MemorySegment host, boolean toEngine) {
        MemorySegment memory = MemorySegment.ofBuffer(array.toByteBuffer(true));
        (toEngine ? memory : host).copyFrom(toEngine ? host : memory);
    }

    /** DJL's name of a shape. */
    static Shape shape(Type type) {
        return new Shape(Arrays.stream(type.shape().sizes()).asLongStream().toArray());
    }

    /** DJL's name of a data type. */
    static DataType dataType(Type type) {
        return switch (type.dataType()) {
            case FLOAT32 -> DataType.FLOAT32;
            case FLOAT64 -> DataType.FLOAT64;
            case INT32 -> DataType.INT32;
        };
    }
}
