package dev.factorizer.backend.djl.execution;

import ai.djl.pytorch.engine.PtNDManager;
import dev.factorizer.backend.djl.engine.TorchModule;
import dev.factorizer.backend.djl.script.ScriptArchive;
import dev.factorizer.backend.djl.script.TorchScript;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Loaded modules by their source, shared by all programs of a backend; the last used ones stay for the next program. */
public final class ModuleCache implements AutoCloseable {
    private static final int IDLE = 16;

    private final PtNDManager manager;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private int idle;

    private static final class Entry {
        private final TorchModule module;
        private int users;

        Entry(TorchModule module) {
            this.module = module;
        }
    }

    /**
     * An empty cache.
     *
     * @param manager names the device
     */
    public ModuleCache(PtNDManager manager) {
        this.manager = manager;
    }

    /** The module of a script; {@link #release} it when the program is closed. */
    synchronized TorchModule take(TorchScript script) {
        Entry entry = entries.get(script.source());
        if (entry == null) {
            entry = new Entry(TorchModule.load(ScriptArchive.of(script), manager));
            entries.put(script.source(), entry);
        } else if (entry.users == 0) {
            idle--;
        }
        entry.users++;
        return entry.module;
    }

    /** Gives a module back; the least recently used one is dropped. */
    synchronized void release(TorchScript script) {
        Entry entry = entries.get(script.source());
        if (entry == null || --entry.users > 0 || ++idle <= IDLE) {
            return;
        }
        for (Iterator<Entry> each = entries.values().iterator(); each.hasNext();) {
            Entry oldest = each.next();
            if (oldest.users == 0) {
                each.remove();
                oldest.module.close();
                idle--;
                return;
            }
        }
    }

    @Override
    public synchronized void close() {
        entries.values().forEach(entry -> entry.module.close());
        entries.clear();
        idle = 0;
    }
}
