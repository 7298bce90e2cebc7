import { GraphiQL } from 'graphiql';
import 'graphiql/graphiql.css';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
const W = () => <GraphiQL fetcher={async () => ({})} />;
export default W;
