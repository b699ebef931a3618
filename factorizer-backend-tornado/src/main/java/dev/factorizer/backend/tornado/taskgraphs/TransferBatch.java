package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.backend.tornado.kernels.movement.TransferKernels;
import dev.factorizer.backend.tornado.kernels.movement.TransferSettings;
import dev.factorizer.backend.tornado.kernels.movement.TransferSettings.TransferEntry;
import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;
import java.util.List;

/**
 * Regions that go to or from the device together, one after another: those of float32 in one array, those of int32 in another. So a
 * runtime copies two arrays whatever the number of regions.
 *
 * @param regions in their order
 * @param floats the table of those of float32, as {@link TransferKernels} reads it
 * @param integers the table of those of int32
 */
public record TransferBatch(List<DeviceRegion> regions, List<Integer> floats, List<Integer> integers) {
    /** Copies the lists. */
    public TransferBatch {
        regions = List.copyOf(regions);
        floats = List.copyOf(floats);
        integers = List.copyOf(integers);
    }

    /**
     * The batch of some regions.
     *
     * @param regions in their order
     * @return the batch
     */
    public static TransferBatch of(List<DeviceRegion> regions) {
        return new TransferBatch(regions, table(regions, DataType.FLOAT32), table(regions, DataType.INT32));
    }

    /** {@return the elements of float32} */
    public int floatElements() {
        return floats.get(KernelSettings.ITEMS);
    }

    /** {@return the elements of int32} */
    public int integerElements() {
        return integers.get(KernelSettings.ITEMS);
    }

    /**
     * The length of a table.
     *
     * @param pieces how many regions it has room for
     * @return the number of integers
     */
    public static int tableLength(int pieces) {
        return TransferSettings.ENTRIES + TransferEntry.LENGTH * pieces;
    }

    private static List<Integer> table(List<DeviceRegion> regions, DataType type) {
        List<DeviceRegion> pieces = regions.stream().filter(region -> region.type().dataType() == type
                && region.elements() > 0).toList();
        Integer[] table = new Integer[tableLength(pieces.size())];
        int items = 0;
        int entry = TransferSettings.ENTRIES;
        for (DeviceRegion piece : pieces) {
            table[entry + TransferEntry.FIRST_ITEM] = items;
            table[entry + TransferEntry.OFFSET] = piece.offset();
            items = Math.addExact(items, piece.elements());
            entry += TransferEntry.LENGTH;
        }
        table[KernelSettings.ITEMS] = items;
        table[TransferSettings.PIECE_COUNT] = pieces.size();
        table[TransferSettings.PIECE_BITS] = Integer.SIZE - Integer.numberOfLeadingZeros(pieces.size());
        return List.of(table);
    }
}
