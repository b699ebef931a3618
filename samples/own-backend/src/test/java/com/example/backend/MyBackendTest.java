package com.example.backend;

import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.contract.BackendContract;

/** Inherits thousands of tests. */
class MyBackendTest extends BackendContract {
    @Override
    protected BackendProvider provider() {
        return new MyProvider();
    }
}
