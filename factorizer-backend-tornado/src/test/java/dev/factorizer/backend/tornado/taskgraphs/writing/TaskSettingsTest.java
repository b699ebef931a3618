package dev.factorizer.backend.tornado.taskgraphs.writing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.elementwise.ElementKernels;
import dev.factorizer.backend.tornado.kernels.elementwise.UnarySettings;
import dev.factorizer.backend.tornado.kernels.movement.MovementKernels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each setting is set once, by its name. */
class TaskSettingsTest {
    private final TaskWriter tasks = new TaskWriter(null, null);

    private static void fails(String message, Executable executable) {
        assertEquals(message, assertThrows(IllegalStateException.class, executable).getMessage());
    }

    @Test
    void theOrderOfSettingDoesNotMatter() {
        tasks.task(Kernel.NEGATE, 5).set(UnarySettings.Y, 20).set(UnarySettings.X, 10).write();
        assertEquals(List.of(5, 10, 20), tasks.tasks().getFirst().settings());
    }

    @Test
    void entriesFollowAndTheirEndIsCounted() {
        tasks.task(Kernel.MOVE, 6).set(MovementKernels.Move.X, 1).set(MovementKernels.Move.Y, 2)
                .entry(MovementKernels.Axis.class, 3, 1, 2).entry(MovementKernels.Axis.class, 2, 3, 1)
                .end(MovementKernels.Move.END).write();
        List<Integer> settings = tasks.tasks().getFirst().settings();
        assertEquals(List.of(6, 1, 2, 10, 3, 1, 2, 2, 3, 1), settings);
        assertEquals(3, settings.get(MovementKernels.Move.AXES + MovementKernels.Axis.SIZE));
    }

    @Test
    void whatIsLeftOutIsNamed() {
        fails("kernel NEGATE: setting Y is not set", () -> tasks.task(Kernel.NEGATE, 5).set(UnarySettings.X, 10).write());
    }

    @Test
    void whatIsSetTwiceIsNamed() {
        fails("kernel NEGATE: setting X is set twice",
                () -> tasks.task(Kernel.NEGATE, 5).set(UnarySettings.X, 10).set(UnarySettings.X, 10));
    }

    @Test
    void whatTheKernelDoesNotHaveIsRefused() {
        fails("kernel NEGATE: setting 3 is not one of [X, Y]",
                () -> tasks.task(Kernel.NEGATE, 5).set(ElementKernels.Select.B, 10));
        fails("kernel NEGATE: its settings have no entries", () -> tasks.task(Kernel.NEGATE, 5)
                .entry(MovementKernels.Axis.class, 1, 2, 3));
        fails("kernel MOVE: an entry has 2 numbers, expected [SIZE, X, Y]",
                () -> tasks.task(Kernel.MOVE, 5).entry(MovementKernels.Axis.class, 1, 2));
    }

    @Test
    void aTaskWithoutItemsIsNotWritten() {
        tasks.task(Kernel.NEGATE, 0).set(UnarySettings.X, 10).set(UnarySettings.Y, 20).write();
        assertEquals(List.of(), tasks.tasks());
    }
}
