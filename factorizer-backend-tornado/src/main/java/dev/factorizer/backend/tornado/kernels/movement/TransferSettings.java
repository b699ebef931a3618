package dev.factorizer.backend.tornado.kernels.movement;

import dev.factorizer.backend.tornado.kernels.settings.OpenSettings;
import dev.factorizer.backend.tornado.kernels.settings.SettingsEntry;

/** The table of {@link TransferKernels}. */
public interface TransferSettings extends OpenSettings {
    int PIECE_COUNT = 1;
    /** Bits of the number of pieces. */
    int PIECE_BITS = 2;
    /** Where the pieces begin. */
    int ENTRIES = 3;

    /** A region in one piece: its first item, its offset in the memory. */
    interface TransferEntry extends SettingsEntry {
        int FIRST_ITEM = 0;
        int OFFSET = 1;
        int LENGTH = 2;
    }
}
