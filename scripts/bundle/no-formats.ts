/** Formats of JSON Schema 2019 (internationalised addresses): no schema of Kubernetes names one. */
export default {};
