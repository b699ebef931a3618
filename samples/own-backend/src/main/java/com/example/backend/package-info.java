/** A backend outside of the project: {@link com.example.backend.MyProvider} is found, {@link com.example.backend.MyBackend} computes. */
package com.example.backend;
