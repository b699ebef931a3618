package dev.factorizer.backend.tornado.kernels.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.blocks.StridedAxes;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings;
import dev.factorizer.backend.tornado.kernels.movement.MovementKernels;
import dev.factorizer.backend.tornado.kernels.movement.TransferSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names and numbers of settings agree one to one. */
class SettingNamesTest {
    interface Good extends KernelSettings {
        int X = 1;
        int Y = 2;
    }

    interface WithEntries extends OpenSettings {
        int X = 1;
        int AXES = 2;
    }

    interface Gap extends KernelSettings {
        int X = 1;
        int Y = 3;
    }

    interface Twice extends KernelSettings {
        int X = 1;
        int Y = 1;
    }

    interface Axis extends SettingsEntry {
        int SIZE = 0;
        int STRIDE = 1;
        int LENGTH = 2;
    }

    interface NoLength extends SettingsEntry {
        int SIZE = 0;
    }

    @Test
    void namesAreInTheOrderOfTheirNumbers() {
        assertEquals(new SettingNames(List.of("X", "Y"), false), SettingNames.of(Good.class));
        assertEquals(new SettingNames(List.of("X"), true), SettingNames.of(WithEntries.class));
        assertEquals(List.of("SIZE", "STRIDE"), SettingNames.ofEntry(Axis.class));
    }

    @Test
    void gapsAndDuplicatesAreRefused() {
        assertTrue(assertThrows(IllegalStateException.class, () -> SettingNames.of(Gap.class)).getMessage()
                .endsWith("Gap: expected the numbers from 0 on, each once, found [ITEMS = 0, X = 1, Y = 3]"));
        assertTrue(assertThrows(IllegalStateException.class,
                () -> SettingNames.of(Twice.class)).getMessage().contains("Twice: expected"));
        assertTrue(assertThrows(IllegalStateException.class, () -> SettingNames.ofEntry(NoLength.class)).getMessage()
                .endsWith("NoLength: the last name is SIZE, expected LENGTH"));
    }

    @ParameterizedTest
    @EnumSource
    void everyKernelHasNames(Kernel kernel) {
        assertFalse(kernel.names().names().isEmpty());
        assertEquals(SettingNames.of(kernel.settings()), kernel.names());
    }

    /** All interfaces beside kernels. */
    private static Set<Class<?>> interfaces() {
        Set<Class<?>> found = new LinkedHashSet<>();
        Stream.of(Kernel.values()).flatMap(kernel -> Stream.of(kernel.method().getDeclaringClass(), kernel.settings()))
                .forEach(type -> addNested(type.getNestHost(), found));
        addNested(TransferSettings.class, found);
        addNested(StridedAxes.class, found);
        return found;
    }

    private static void addNested(Class<?> type, Set<Class<?>> found) {
        if (type.isInterface()) {
            found.add(type);
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            addNested(nested, found);
        }
    }

    @Test
    void everyInterfaceIsThatOfAKernelOrOfAnEntry() {
        Set<Class<?>> used = Stream.of(Kernel.values()).map(Kernel::settings).collect(Collectors.toSet());
        Set<Class<?>> others = Set.of(ConvolutionSettings.Grid.class, TransferSettings.class);
        int entries = 0;
        for (Class<?> one : interfaces()) {
            if (SettingsEntry.class.isAssignableFrom(one)) {
                assertFalse(SettingNames.ofEntry(one.asSubclass(SettingsEntry.class)).isEmpty(), one::getName);
                entries++;
            } else {
                assertTrue(used.contains(one) || others.contains(one), () -> one.getName() + " is no kernel's");
                SettingNames.of(one.asSubclass(KernelSettings.class));
            }
        }
        assertTrue(used.size() >= 40 && entries >= 8, "saw only " + used.size() + " settings and " + entries + " entries");
        assertEquals(List.of("SIZE", "X", "Y"), SettingNames.ofEntry(MovementKernels.Axis.class));
    }
}
