package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.backend.tornado.TornadoBackendProvider;
import dev.factorizer.contract.BackendContract;
import org.junit.jupiter.api.AfterAll;

/** The contract with products and convolutions as the work of groups with fast memory, as on GPUs, on whatever device there is. */
class GroupsContractTest extends BackendContract {
    /** It must be set before the first program of the contract is loaded. */
    GroupsContractTest() {
        System.setProperty(WorkGroups.PROPERTY, "gpu");
    }

    @Override
    protected BackendProvider provider() {
        return new TornadoBackendProvider();
    }

    @AfterAll
    void asTheDeviceIs() {
        System.clearProperty(WorkGroups.PROPERTY);
    }
}
