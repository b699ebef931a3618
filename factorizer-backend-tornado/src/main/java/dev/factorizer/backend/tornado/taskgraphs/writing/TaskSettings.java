package dev.factorizer.backend.tornado.taskgraphs.writing;

import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;
import dev.factorizer.backend.tornado.kernels.settings.SettingNames;
import dev.factorizer.backend.tornado.kernels.settings.SettingsEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The settings of a task while they are set, each once and by the name that its kernel reads it by. What is set twice or left out
 * is an error, with the name.
 */
public final class TaskSettings {
    private final TaskWriter tasks;
    private final Kernel kernel;
    private final SettingNames names;
    private final Integer[] named;
    private final List<Integer> entries = new ArrayList<>();

    TaskSettings(TaskWriter tasks, Kernel kernel, int items) {
        this.tasks = tasks;
        this.kernel = kernel;
        this.names = kernel.names();
        this.named = new Integer[1 + names.names().size()];
        named[KernelSettings.ITEMS] = items;
    }

    /** Sets one. */
    public TaskSettings set(int setting, int value) {
        if (setting < 1 || setting >= named.length) {
            throw new IllegalStateException("kernel " + kernel + ": setting " + setting + " is not one of " + names.names());
        }
        if (named[setting] != null) {
            throw new IllegalStateException("kernel " + kernel + ": setting " + names.names().get(setting - 1) + " is set twice");
        }
        named[setting] = value;
        return this;
    }

    /** Sets those of depth, height and width, which follow one another. */
    public TaskSettings setAxes(int depth, int... values) {
        for (int axis = 0; axis < values.length; axis++) {
            set(depth + axis, values[axis]);
        }
        return this;
    }

    /** Adds an entry behind all that have names. */
    public TaskSettings entry(Class<? extends SettingsEntry> type, int... values) {
        if (!names.open()) {
            throw new IllegalStateException("kernel " + kernel + ": its settings have no entries");
        }
        if (SettingNames.ofEntry(type).size() != values.length) {
            throw new IllegalStateException("kernel " + kernel + ": an entry has " + values.length + " numbers, expected "
                    + SettingNames.ofEntry(type));
        }
        Arrays.stream(values).forEach(entries::add);
        return this;
    }

    /** Adds axes. */
    public TaskSettings axes(Class<? extends SettingsEntry> type, Axes axes) {
        axes.entries().forEach(axis -> entry(type, axis));
        return this;
    }

    /** Sets one to where the entries so far end. */
    public TaskSettings end(int setting) {
        return set(setting, named.length + entries.size());
    }

    /** Writes the task. */
    public void write() {
        List<Integer> all = new ArrayList<>();
        for (int setting = 0; setting < named.length; setting++) {
            if (named[setting] == null) {
                throw new IllegalStateException("kernel " + kernel + ": setting " + names.names().get(setting - 1) + " is not set");
            }
            all.add(named[setting]);
        }
        all.addAll(entries);
        tasks.add(kernel, all);
    }
}
