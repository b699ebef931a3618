package dev.factorizer.api.memory;

/**
 * A block that has its place.
 *
 * @param block the block
 * @param offset from the arena's start
 */
record PlacedBlock(Block block, long offset) {
    long end() {
        return offset + block.bytes;
    }
}
