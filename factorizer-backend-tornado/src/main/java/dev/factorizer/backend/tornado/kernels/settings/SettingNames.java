package dev.factorizer.backend.tornado.kernels.settings;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The names of a kernel's settings, in the order of their numbers.
 *
 * @param names without {@link KernelSettings#ITEMS}, which is the first setting of all
 * @param open whether entries follow; their begin is none of the names
 */
public record SettingNames(List<String> names, boolean open) {
    /** Copies the names. */
    public SettingNames {
        names = List.copyOf(names);
    }

    /**
     * The names of some settings.
     *
     * @param settings their interface
     * @return the names
     * @throws IllegalStateException if numbers are missing or stand twice
     */
    public static SettingNames of(Class<? extends KernelSettings> settings) {
        boolean open = OpenSettings.class.isAssignableFrom(settings);
        List<String> all = inOrder(settings);
        return new SettingNames(all.subList(1, open ? all.size() - 1 : all.size()), open);
    }

    /**
     * The names of an entry.
     *
     * @param entry its interface
     * @return the names, without that of the length
     * @throws IllegalStateException if numbers are missing or stand twice
     */
    public static List<String> ofEntry(Class<? extends SettingsEntry> entry) {
        List<String> all = inOrder(entry);
        if (!all.getLast().equals("LENGTH")) {
            throw new IllegalStateException(entry.getName() + ": the last name is " + all.getLast() + ", expected LENGTH");
        }
        return all.subList(0, all.size() - 1);
    }

    private static List<String> inOrder(Class<?> constants) {
        List<Field> fields = Arrays.stream(constants.getFields()).sorted(Comparator.comparingInt(SettingNames::number)).toList();
        if (!fields.stream().map(SettingNames::number).toList().equals(IntStream.range(0, fields.size()).boxed().toList())) {
            throw new IllegalStateException(constants.getName() + ": expected the numbers from 0 on, each once, found "
                    + fields.stream().map(field -> field.getName() + " = " + number(field)).toList());
        }
        return fields.stream().map(Field::getName).toList();
    }

    private static int number(Field field) {
        try {
            return field.getInt(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " is not public", e);
        }
    }
}
