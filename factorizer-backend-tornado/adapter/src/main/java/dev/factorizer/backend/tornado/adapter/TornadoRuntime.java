package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.backend.tornado.runtime.LoadedTaskGraph;
import dev.factorizer.backend.tornado.runtime.TaskGraphRuntime;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;

/** TornadoVM as the backend sees it. */
public final class TornadoRuntime implements TaskGraphRuntime {
    /** Makes the runtime; {@code ServiceLoader} does it. */
    public TornadoRuntime() { }

    @Override
    public Availability availability() {
        return TornadoDevices.find();
    }

    @Override
    public LoadedTaskGraph load(TaskGraphPlan plan, String device) {
        return DeviceTaskGraph.load(plan, device);
    }
}
