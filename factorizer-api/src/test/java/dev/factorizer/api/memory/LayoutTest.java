package dev.factorizer.api.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Places of groups of blocks with all kinds of lives, against trying each place from the bottom. */
class LayoutTest {
    private static final long UNIT = 64;
    private static final int STEPS = 400;

    /** A value of a few steps, or one that lives long; some in groups, of which parts lie behind one another. */
    private static List<Block.Group> groups(Random random) {
        List<Block.Group> groups = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            int from = random.nextInt(STEPS);
            int life = random.nextInt(5) == 0 ? random.nextInt(STEPS) : random.nextInt(6);
            Block whole = new Block(UNIT * (1 + random.nextInt(9)), from, Math.min(STEPS, from + life));
            if (random.nextInt(4) == 0) {
                new Block(UNIT, Math.max(0, from - random.nextInt(90)), from).join(whole, UNIT * random.nextInt(3));
            }
            groups.add(whole.group);
        }
        return groups;
    }

    private static boolean fits(Block.Group group, long place, List<PlacedBlock> placed) {
        return placed.stream().noneMatch(other -> group.blocks.stream().anyMatch(block -> block.together(other.block())
                && other.offset() < place + block.offset + block.bytes && place + block.offset < other.end()));
    }

    @Test
    void eachGroupHasTheLowestPlaceThatIsFree() {
        for (long seed = 0; seed < 30; seed++) {
            List<Block.Group> order = groups(new Random(seed));
            Layout layout = Layout.of(order);
            List<PlacedBlock> placed = new ArrayList<>();
            long bytes = 0;
            for (Block.Group group : order) {
                long lowest = 0;
                while (!fits(group, lowest, placed)) {
                    lowest += UNIT;
                }
                assertEquals(lowest, layout.places().get(group), "seed " + seed);
                bytes = Math.max(bytes, lowest + group.bytes());
                for (Block block : group.blocks) {
                    placed.add(new PlacedBlock(block, lowest + block.offset));
                }
            }
            assertEquals(bytes, layout.bytes(), "seed " + seed);
            assertTrue(bytes < order.stream().mapToLong(Block.Group::bytes).sum() / 2, "hardly any memory was shared");
        }
    }
}
