package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.adapter.entrypoints.Entrypoints;
import dev.factorizer.backend.tornado.taskgraphs.DeviceRegion;
import dev.factorizer.backend.tornado.taskgraphs.TransferBatch;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;

/**
 * Arrays of the host by which regions of the device's memory are written and read. TornadoVM copies whole arrays and compiles each
 * copy, so all regions of a batch share these, and which they are changes with a table.
 */
final class StagingBuffer {
    private static final String FLOATS = "floats";
    private static final String INTEGERS = "integers";

    private final float[] floats;
    private final int[] integers;
    private final int[] floatTable;
    private final int[] integerTable;
    private final WorkerGrid floatGrid = new WorkerGrid1D(1);
    private final WorkerGrid integerGrid = new WorkerGrid1D(1);

    StagingBuffer(StagingCapacity capacity) {
        // Arrays without elements can't be passed to a kernel.
        this.floats = new float[Math.max(1, capacity.floats())];
        this.integers = new int[Math.max(1, capacity.integers())];
        this.floatTable = new int[capacity.table()];
        this.integerTable = new int[capacity.table()];
    }

    /** The task graph that copies to the device. */
    TaskGraph put(String name, DeviceArrays arrays) {
        TaskGraph graph = begin(name, arrays).transferToDevice(DataTransferMode.EVERY_EXECUTION, floats, integers)
                .task(FLOATS, Entrypoints::runPutFloats, arrays.memory(), floats, floatTable)
                .task(INTEGERS, Entrypoints::runPutIntegers, arrays.integers(), integers, integerTable);
        return arrays.leave(graph);
    }

    /** The task graph that copies to the host. */
    TaskGraph get(String name, DeviceArrays arrays) {
        TaskGraph graph = begin(name, arrays)
                .task(FLOATS, Entrypoints::runGetFloats, arrays.memory(), floats, floatTable)
                .task(INTEGERS, Entrypoints::runGetIntegers, arrays.integers(), integers, integerTable)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, floats, integers);
        return arrays.leave(graph);
    }

    private TaskGraph begin(String name, DeviceArrays arrays) {
        arrays.grid(name, FLOATS, floatGrid);
        arrays.grid(name, INTEGERS, integerGrid);
        return arrays.graph(name).transferToDevice(DataTransferMode.EVERY_EXECUTION, floatTable, integerTable);
    }

    /** What the next copy transfers. */
    void prepare(TransferBatch batch, WorkGroups groups) {
        copy(batch.floats(), floatTable);
        copy(batch.integers(), integerTable);
        groups.cover(floatGrid, batch.floatElements());
        groups.cover(integerGrid, batch.integerElements());
    }

    private static void copy(List<Integer> from, int[] to) {
        for (int i = 0; i < from.size(); i++) {
            to[i] = from.get(i);
        }
    }

    /** A part of the arrays. */
    MemorySegment segment(Type type, long first) {
        MemorySegment all = type.dataType() == DataType.INT32 ? MemorySegment.ofArray(integers) : MemorySegment.ofArray(floats);
        return all.asSlice(first * Float.BYTES, type.bytes());
    }

    /** Sets what the next copy to the device transfers. */
    void set(TransferBatch batch, List<Tensor> values) {
        Cursor cursor = new Cursor();
        for (int i = 0; i < values.size(); i++) {
            cursor.next(batch.regions().get(i)).copyFrom(values.get(i).segment());
        }
    }

    /** What the last copy to the host transferred. */
    List<Tensor> tensors(TransferBatch batch) {
        Cursor cursor = new Cursor();
        List<Tensor> tensors = new ArrayList<>();
        for (DeviceRegion region : batch.regions()) {
            tensors.add(tensor(region.type(), cursor.next(region)));
        }
        return tensors;
    }

    /** A copy. */
    static Tensor tensor(Type type, MemorySegment from) {
        int elements = Math.toIntExact(type.shape().elements());
        Tensor copy = type.dataType() == DataType.INT32 ? Tensor.of(type.shape(), new int[elements])
                : Tensor.of(type.shape(), new float[elements]);
        copy.segment().copyFrom(from);
        return copy;
    }

    /** Where the regions of a batch lie, one after another. */
    private final class Cursor {
        private long nextFloat;
        private long nextInteger;

        private MemorySegment next(DeviceRegion region) {
            boolean whole = region.type().dataType() == DataType.INT32;
            MemorySegment segment = segment(region.type(), whole ? nextInteger : nextFloat);
            if (whole) {
                nextInteger += region.elements();
            } else {
                nextFloat += region.elements();
            }
            return segment;
        }
    }
}
