/** Whether a text is an address range, for the format `cidr`: no schema of Kubernetes names it, so nothing is one here. */
export default (): number => 0;
